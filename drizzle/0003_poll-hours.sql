CREATE TABLE `poll_hours` (
	`hour` text PRIMARY KEY NOT NULL,
	`attempted` integer NOT NULL,
	`failed` integer NOT NULL
);
