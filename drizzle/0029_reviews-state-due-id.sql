DROP INDEX `reviews_state_due`;--> statement-breakpoint
CREATE INDEX `reviews_state_due` ON `reviews` (`state`,`due_on`,`id`);