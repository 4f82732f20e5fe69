CREATE INDEX `snapshots_at` ON `snapshots` (`at`);--> statement-breakpoint
CREATE INDEX `sources_created` ON `sources` (`created_at`);--> statement-breakpoint
CREATE INDEX `to_dos_opened` ON `to_dos` (`opened_at`);--> statement-breakpoint
CREATE INDEX `to_dos_entity` ON `to_dos` (`entity_id`);