CREATE INDEX `captures_failed` ON `captures` (`at`,`source_id`,`cause`,`verdict`) WHERE verdict not in ('ok', 'not-modified');--> statement-breakpoint
CREATE INDEX `changes_quiet` ON `changes` (`detected_at`,`id`,`vendor_id`) WHERE verdict <> 'material';--> statement-breakpoint
CREATE INDEX `evidence_created` ON `evidence` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `notices_messages` ON `notices` (`at`) WHERE not (routed_at is not null and person_id is null and channel_id is null);--> statement-breakpoint
CREATE INDEX `vendors_catalogue` ON `vendors` (`catalogue_id`);