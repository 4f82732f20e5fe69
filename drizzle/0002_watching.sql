ALTER TABLE `source_states` ADD `last_capture_id` text;--> statement-breakpoint
ALTER TABLE `source_states` ADD `poll_started_at` text;