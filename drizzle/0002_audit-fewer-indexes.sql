DROP INDEX `audit_prev`;--> statement-breakpoint
DROP INDEX `audit_hash`;