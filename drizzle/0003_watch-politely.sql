ALTER TABLE `origins` ADD `robots_failed_at` text;--> statement-breakpoint
ALTER TABLE `source_states` ADD `changed_at` text;--> statement-breakpoint
ALTER TABLE `source_states` ADD `gated_since` text;--> statement-breakpoint
ALTER TABLE `source_states` ADD `gated_captures` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `source_states` ADD `gated_finding_id` text;--> statement-breakpoint
ALTER TABLE `source_states` ADD `told_health` text;--> statement-breakpoint
ALTER TABLE `source_states` ADD `told_cause` text;--> statement-breakpoint
ALTER TABLE `source_states` ADD `told_at` text;--> statement-breakpoint
ALTER TABLE `sources` ADD `robots_override` text;