DROP INDEX `reviews_closed`;--> statement-breakpoint
CREATE INDEX `reviews_closed` ON `reviews` (`closed_at`,`id`) WHERE closed_at is not null;