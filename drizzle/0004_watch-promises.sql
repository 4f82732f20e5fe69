CREATE TABLE `promises` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`source_id` text NOT NULL,
	`change_id` text NOT NULL,
	`document_type` text NOT NULL,
	`quote` text NOT NULL,
	`noticed_at` text NOT NULL,
	`stated_on` text,
	`due_at` text NOT NULL,
	`settled_at` text,
	`outcome` text,
	`finding_id` text
);
--> statement-breakpoint
CREATE INDEX `promises_due` ON `promises` (`due_at`) WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX `promises_vendor` ON `promises` (`vendor_id`,`document_type`);