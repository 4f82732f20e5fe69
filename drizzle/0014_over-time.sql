DROP INDEX `findings_at`;--> statement-breakpoint
CREATE INDEX `findings_over_time` ON `findings` (`detected_at`,`state`,`severity`,`announcement`,`vendor_id`);--> statement-breakpoint
DROP INDEX `cases_opened`;--> statement-breakpoint
CREATE INDEX `cases_opened` ON `cases` (`opened_at`,`triaged_at`,`vendor_id`);