CREATE TABLE `access_links` (
	`hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`purpose` text NOT NULL,
	`created_at` text NOT NULL,
	`created_by` text,
	`expires_at` text NOT NULL,
	`used_at` text
);
--> statement-breakpoint
CREATE INDEX `access_links_person` ON `access_links` (`person_id`);--> statement-breakpoint
CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text NOT NULL,
	`text` text NOT NULL,
	`at` text NOT NULL,
	`taken_back_at` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `comments_case` ON `comments` (`case_id`,`at`);--> statement-breakpoint
CREATE TABLE `feed_addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`type` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text,
	`revoked_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_addresses_hash` ON `feed_addresses` (`hash`);--> statement-breakpoint
CREATE INDEX `feed_addresses_person` ON `feed_addresses` (`person_id`);--> statement-breakpoint
CREATE TABLE `readings` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL,
	`path` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `readings_person` ON `readings` (`person_id`,`at`);--> statement-breakpoint
CREATE INDEX `readings_at` ON `readings` (`at`);--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`page` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `saved_views_page` ON `saved_views` (`page`,`person_id`);--> statement-breakpoint
CREATE TABLE `sign_ons` (
	`hash` text PRIMARY KEY NOT NULL,
	`nonce` text NOT NULL,
	`verifier` text NOT NULL,
	`expires_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `vendor_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text,
	`vendor_name` text NOT NULL,
	`domain` text,
	`system_name` text,
	`purpose` text NOT NULL,
	`factors` text NOT NULL,
	`catalogue_id` text,
	`documents` text NOT NULL,
	`asked_by` text,
	`asked_by_name` text,
	`asked_by_email` text,
	`assignee_id` text,
	`needed_on` text,
	`state` text NOT NULL,
	`reason` text,
	`vendor_id` text,
	`system_id` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `vendor_requests_state` ON `vendor_requests` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `vendor_requests_vendor` ON `vendor_requests` (`vendor_id`);--> statement-breakpoint
ALTER TABLE `channels` ADD `enabled` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `channels` ADD `unit_ids` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `roles` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `digest_at` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `quiet_from` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `quiet_to` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `demo` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `notices` ADD `cause_id` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `routed_at` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `digest_id` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `unit_id` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `severity` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `lease_owner` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `lease_until_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `notices` ADD `sent_at` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `fault` text;--> statement-breakpoint
CREATE INDEX `notices_cause` ON `notices` (`cause_id`);--> statement-breakpoint
CREATE INDEX `notices_digest` ON `notices` (`digest_id`);--> statement-breakpoint
CREATE INDEX `notices_channel` ON `notices` (`channel_id`,`at`);--> statement-breakpoint
CREATE INDEX `notices_at` ON `notices` (`at`);--> statement-breakpoint
CREATE INDEX `notices_unrouted` ON `notices` (`at`) WHERE routed_at is null;--> statement-breakpoint
ALTER TABLE `people` ADD `frameworks` text;--> statement-breakpoint
ALTER TABLE `people` ADD `period_from` text;--> statement-breakpoint
ALTER TABLE `people` ADD `period_to` text;--> statement-breakpoint
ALTER TABLE `people` ADD `expires_on` text;--> statement-breakpoint
ALTER TABLE `people` ADD `oidc_subject` text;--> statement-breakpoint
ALTER TABLE `people` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `people` ADD `rhythm` text;--> statement-breakpoint
ALTER TABLE `people` ADD `digest_at` text;--> statement-breakpoint
ALTER TABLE `people` ADD `quiet_from` text;--> statement-breakpoint
ALTER TABLE `people` ADD `quiet_to` text;--> statement-breakpoint
ALTER TABLE `people` ADD `min_severity` text;--> statement-breakpoint
ALTER TABLE `people` ADD `away_from` text;--> statement-breakpoint
ALTER TABLE `people` ADD `away_until` text;--> statement-breakpoint
ALTER TABLE `people` ADD `delegate_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `people_oidc` ON `people` (`oidc_subject`);--> statement-breakpoint
ALTER TABLE `vendors` ADD `announced_before_days` integer;--> statement-breakpoint
ALTER TABLE `vendors` ADD `announced_after_days` integer;--> statement-breakpoint
UPDATE `notices` SET `routed_at` = `at`, `state` = 'parked', `fault` = 'stored before notices were sent' WHERE `state` = 'waiting';
