ALTER TABLE `evidence` ADD `scope` text;--> statement-breakpoint
CREATE INDEX `claims_state` ON `claims` (`state`,`created_at`);