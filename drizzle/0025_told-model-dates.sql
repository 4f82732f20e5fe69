ALTER TABLE `contradictions` ADD `version` integer;--> statement-breakpoint
ALTER TABLE `model_dates` ADD `vendor_id` text;--> statement-breakpoint
ALTER TABLE `model_dates` ADD `told` text;--> statement-breakpoint
ALTER TABLE `model_dates` ADD `recorded_at` text;--> statement-breakpoint
ALTER TABLE `model_dates` ADD `withdrawn_at` text;--> statement-breakpoint
ALTER TABLE `model_dates` ADD `withdrawn_reason` text;--> statement-breakpoint
ALTER TABLE `model_dates` ADD `version` integer;--> statement-breakpoint
ALTER TABLE `model_dates` ADD `demo` integer;--> statement-breakpoint
CREATE INDEX `model_dates_by_people` ON `model_dates` (`recorded_at`,`id`) WHERE version is not null;