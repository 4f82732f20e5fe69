CREATE INDEX `deployments_status` ON `deployments` (facts ->> '$.status',`name`);--> statement-breakpoint
CREATE INDEX `deployments_high_risk` ON `deployments` (`name`) WHERE (facts ->> '$.annexIiiPoint' <> 'none' or facts ->> '$.annexIProduct' = 1);--> statement-breakpoint
CREATE INDEX `reviews_closed` ON `reviews` (`closed_at`) WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX `systems_kind` ON `systems` (facts ->> '$.kind',`name`);--> statement-breakpoint
CREATE INDEX `vendors_tier` ON `vendors` (facts ->> '$.tier',`name`);