DROP INDEX `sources_created`;--> statement-breakpoint
CREATE INDEX `sources_created` ON `sources` (`created_at`,`id`);