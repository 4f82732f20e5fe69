DROP INDEX `audit_action`;--> statement-breakpoint
CREATE INDEX `audit_action_at` ON `audit` (`action`,`at`);