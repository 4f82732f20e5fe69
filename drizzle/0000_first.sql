CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`prev` text NOT NULL,
	`hash` text NOT NULL,
	`at` text NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`after` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_prev` ON `audit` (`prev`);--> statement-breakpoint
CREATE UNIQUE INDEX `audit_hash` ON `audit` (`hash`);--> statement-breakpoint
CREATE INDEX `audit_entity` ON `audit` (`entity`,`entity_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor_id`,`seq`);--> statement-breakpoint
CREATE TABLE `bodies` (
	`hash` text PRIMARY KEY NOT NULL,
	`encoding` text NOT NULL,
	`base_hash` text,
	`bytes` integer NOT NULL,
	`stored_bytes` integer NOT NULL,
	`data` blob,
	`held` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `body_chunks` (
	`hash` text NOT NULL,
	`part` integer NOT NULL,
	`data` blob NOT NULL,
	PRIMARY KEY(`hash`, `part`)
);
--> statement-breakpoint
CREATE TABLE `captures` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`at` text NOT NULL,
	`status` integer,
	`verdict` text NOT NULL,
	`cause` text,
	`reason` text,
	`final_url` text,
	`media_type` text,
	`body_hash` text,
	`bytes` integer,
	`fingerprint` text,
	`body_kept` integer NOT NULL,
	`same_text_as` text,
	`headers` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `captures_source_ordinal` ON `captures` (`source_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `captures_source_at` ON `captures` (`source_id`,`at`);--> statement-breakpoint
CREATE INDEX `captures_at` ON `captures` (`at`);--> statement-breakpoint
CREATE INDEX `captures_body` ON `captures` (`body_hash`);--> statement-breakpoint
CREATE TABLE `case_deployments` (
	`case_id` text NOT NULL,
	`deployment_id` text NOT NULL,
	`severity` text NOT NULL,
	`due_on` text,
	PRIMARY KEY(`case_id`, `deployment_id`)
);
--> statement-breakpoint
CREATE INDEX `case_deployments_deployment` ON `case_deployments` (`deployment_id`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`severity` text NOT NULL,
	`state` text NOT NULL,
	`state_before` text,
	`assignee_id` text,
	`object_by` text,
	`opened_at` text NOT NULL,
	`answer` text,
	`reason` text,
	`triaged_by` text,
	`triaged_at` text,
	`approved_by` text,
	`approved_at` text,
	`snoozed_until` text,
	`snooze_reason` text,
	`closed_at` text,
	`joined_into` text,
	`review_count` integer NOT NULL,
	`deployment_count` integer NOT NULL,
	`offered_edits` text NOT NULL,
	`notes` text NOT NULL,
	`pack_version` text NOT NULL,
	`pack_hash` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cases_state` ON `cases` (`state`,`opened_at`);--> statement-breakpoint
CREATE INDEX `cases_vendor` ON `cases` (`vendor_id`);--> statement-breakpoint
CREATE INDEX `cases_opened` ON `cases` (`opened_at`);--> statement-breakpoint
CREATE INDEX `cases_snoozed` ON `cases` (`snoozed_until`);--> statement-breakpoint
CREATE INDEX `cases_assignee` ON `cases` (`assignee_id`);--> statement-breakpoint
CREATE TABLE `changes` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`vendor_id` text NOT NULL,
	`from_snapshot_id` text NOT NULL,
	`to_snapshot_id` text NOT NULL,
	`detected_at` text NOT NULL,
	`verdict` text NOT NULL,
	`differences` text NOT NULL,
	`held_back` text NOT NULL,
	`recognised` text NOT NULL,
	`trail` text NOT NULL,
	`rules_version` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `changes_source` ON `changes` (`source_id`,`detected_at`);--> statement-breakpoint
CREATE INDEX `changes_vendor` ON `changes` (`vendor_id`,`detected_at`);--> statement-breakpoint
CREATE INDEX `changes_at` ON `changes` (`detected_at`);--> statement-breakpoint
CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`min_severity` text NOT NULL,
	`digest` text NOT NULL,
	`secret` text,
	`version` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `contracts` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`reference` text,
	`starts_on` text,
	`ends_on` text,
	`renews_on` text,
	`notice_by_on` text,
	`clauses` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contracts_vendor` ON `contracts` (`vendor_id`);--> statement-breakpoint
CREATE TABLE `deployments` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text,
	`name` text NOT NULL,
	`facts` text NOT NULL,
	`fact_sources` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`system_id` text NOT NULL,
	`owner_id` text
);
--> statement-breakpoint
CREATE INDEX `deployments_system` ON `deployments` (`system_id`);--> statement-breakpoint
CREATE INDEX `deployments_unit` ON `deployments` (`unit_id`);--> statement-breakpoint
CREATE INDEX `deployments_owner` ON `deployments` (`owner_id`);--> statement-breakpoint
CREATE INDEX `deployments_name` ON `deployments` (`name`);--> statement-breakpoint
CREATE TABLE `dismissals` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`source_id` text,
	`passage` text NOT NULL,
	`kinds` text NOT NULL,
	`reason` text NOT NULL,
	`case_id` text NOT NULL,
	`actor_id` text,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dismissals_passage` ON `dismissals` (`passage`);--> statement-breakpoint
CREATE INDEX `dismissals_source` ON `dismissals` (`source_id`);--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`name` text NOT NULL,
	`type` text,
	`file_name` text,
	`media_type` text,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`period_from` text,
	`period_to` text,
	`expires_on` text,
	`supports` text NOT NULL,
	`state` text NOT NULL,
	`withdrawn_reason` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `evidence_vendor` ON `evidence` (`vendor_id`);--> statement-breakpoint
CREATE INDEX `evidence_expires` ON `evidence` (`expires_on`);--> statement-breakpoint
CREATE TABLE `explanations` (
	`id` text PRIMARY KEY NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `findings` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text,
	`vendor_id` text NOT NULL,
	`system_ids` text NOT NULL,
	`source_id` text,
	`kinds` text NOT NULL,
	`severity` text NOT NULL,
	`announcement` text NOT NULL,
	`announced_by` text,
	`announcement_why` text,
	`announcement_open_until` text,
	`effective_on` text,
	`effective_words` text,
	`object_by` text,
	`notified_on` text,
	`sets` text,
	`quotes` text NOT NULL,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`reported` text,
	`reason` text,
	`detected_at` text NOT NULL,
	`confirmed_at` text,
	`case_id` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `findings_vendor` ON `findings` (`vendor_id`,`detected_at`);--> statement-breakpoint
CREATE INDEX `findings_source` ON `findings` (`source_id`,`detected_at`);--> statement-breakpoint
CREATE INDEX `findings_state` ON `findings` (`state`,`detected_at`);--> statement-breakpoint
CREATE INDEX `findings_at` ON `findings` (`detected_at`);--> statement-breakpoint
CREATE INDEX `findings_case` ON `findings` (`case_id`);--> statement-breakpoint
CREATE INDEX `findings_change` ON `findings` (`change_id`);--> statement-breakpoint
CREATE INDEX `findings_open_until` ON `findings` (`announcement_open_until`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`key` text NOT NULL,
	`person_id` text NOT NULL,
	`route` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer NOT NULL,
	`etag` text,
	`body` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`person_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_at` ON `idempotency_keys` (`at`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`idempotency_key` text NOT NULL,
	`channel_id` text,
	`person_id` text,
	`finding_id` text,
	`case_id` text,
	`review_id` text,
	`source_id` text,
	`event` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_try_at` text NOT NULL,
	`at` text NOT NULL,
	`demo` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_key` ON `notices` (`idempotency_key`);--> statement-breakpoint
CREATE INDEX `notices_state` ON `notices` (`state`,`next_try_at`);--> statement-breakpoint
CREATE INDEX `notices_person` ON `notices` (`person_id`,`at`);--> statement-breakpoint
CREATE INDEX `notices_case` ON `notices` (`case_id`);--> statement-breakpoint
CREATE TABLE `organisation` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`facts` text NOT NULL,
	`fact_sources` text NOT NULL,
	`version` integer NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `origins` (
	`origin` text PRIMARY KEY NOT NULL,
	`lease_owner` text,
	`lease_until_ms` integer DEFAULT 0 NOT NULL,
	`next_allowed_ms` integer DEFAULT 0 NOT NULL,
	`backoff_until` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`robots` text,
	`robots_at` text,
	`robots_status` text
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`unit_ids` text,
	`state` text NOT NULL,
	`password_hash` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `poll_hours` (
	`hour` text PRIMARY KEY NOT NULL,
	`attempted` integer NOT NULL,
	`failed` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `review_reasons` (
	`review_id` text NOT NULL,
	`case_id` text NOT NULL,
	`finding_id` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`explanation_id` text,
	`at` text NOT NULL,
	PRIMARY KEY(`review_id`, `finding_id`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `review_reasons_case` ON `review_reasons` (`case_id`);--> statement-breakpoint
CREATE INDEX `review_reasons_finding` ON `review_reasons` (`finding_id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`deployment_id` text NOT NULL,
	`unit_id` text,
	`obligation_id` text NOT NULL,
	`framework` text NOT NULL,
	`citation` text NOT NULL,
	`action` text NOT NULL,
	`severity` text NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`outcome_reason` text,
	`evidence_ids` text NOT NULL,
	`due_on` text,
	`late_from_start` integer NOT NULL,
	`provisional` integer NOT NULL,
	`stale` integer,
	`label_at_detection` text NOT NULL,
	`label_inputs` text NOT NULL,
	`owner_id` text,
	`owner_by_hand` integer DEFAULT false NOT NULL,
	`role` text NOT NULL,
	`opened_at` text NOT NULL,
	`started_at` text,
	`closed_at` text,
	`closed_by` text,
	`approved_by` text,
	`approved_at` text,
	`return_reason` text,
	`pack_version` text NOT NULL,
	`pack_hash` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_one_open` ON `reviews` (`deployment_id`,`obligation_id`) WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX `reviews_deployment` ON `reviews` (`deployment_id`,`obligation_id`);--> statement-breakpoint
CREATE INDEX `reviews_state_due` ON `reviews` (`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `reviews_owner` ON `reviews` (`owner_id`,`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `reviews_opened` ON `reviews` (`opened_at`);--> statement-breakpoint
CREATE INDEX `reviews_obligation` ON `reviews` (`obligation_id`,`state`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`capture_id` text NOT NULL,
	`first_at` text NOT NULL,
	`last_at` text NOT NULL,
	`count` integer NOT NULL,
	`not_modified` integer DEFAULT 0 NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_source` ON `runs` (`source_id`,`last_at`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`last_seen_at` text NOT NULL,
	`user_agent` text
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `snapshots` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`previous_id` text,
	`capture_id` text NOT NULL,
	`at` text NOT NULL,
	`fingerprint` text NOT NULL,
	`collector` text NOT NULL,
	`collector_version` text NOT NULL,
	`rules` text,
	`language` text,
	`statement_count` integer NOT NULL,
	`stated` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `snapshots_source` ON `snapshots` (`source_id`,`at`);--> statement-breakpoint
CREATE INDEX `snapshots_fingerprint` ON `snapshots` (`source_id`,`fingerprint`);--> statement-breakpoint
CREATE TABLE `source_states` (
	`source_id` text PRIMARY KEY NOT NULL,
	`origin` text NOT NULL,
	`enabled` integer NOT NULL,
	`next_poll_at` text NOT NULL,
	`health` text NOT NULL,
	`cause` text,
	`health_since` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`last_checked_at` text,
	`last_good_at` text,
	`etag` text,
	`last_modified` text,
	`validators_for` text,
	`current_snapshot_id` text,
	`current_capture_id` text,
	`last_capture_id` text,
	`last_body_hash` text,
	`last_fingerprint` text,
	`run_id` text,
	`memory` text,
	`candidate` text,
	`candidate_change_id` text,
	`confirm_at` text,
	`asked_at` text DEFAULT '[]' NOT NULL,
	`retry_after` text,
	`poll_started_at` text
);
--> statement-breakpoint
CREATE INDEX `source_states_due` ON `source_states` (`enabled`,`next_poll_at`);--> statement-breakpoint
CREATE INDEX `source_states_confirm` ON `source_states` (`confirm_at`);--> statement-breakpoint
CREATE INDEX `source_states_health` ON `source_states` (`health`);--> statement-breakpoint
CREATE INDEX `source_states_origin` ON `source_states` (`origin`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`system_ids` text NOT NULL,
	`url` text NOT NULL,
	`origin` text NOT NULL,
	`type` text NOT NULL,
	`collector` text,
	`rules` text,
	`interval_minutes` integer NOT NULL,
	`enabled` integer NOT NULL,
	`disabled_reason` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sources_vendor` ON `sources` (`vendor_id`);--> statement-breakpoint
CREATE INDEX `sources_origin` ON `sources` (`origin`);--> statement-breakpoint
CREATE INDEX `sources_url` ON `sources` (`url`);--> statement-breakpoint
CREATE TABLE `system_parents` (
	`system_id` text NOT NULL,
	`parent_id` text NOT NULL,
	PRIMARY KEY(`system_id`, `parent_id`)
);
--> statement-breakpoint
CREATE INDEX `system_parents_parent` ON `system_parents` (`parent_id`);--> statement-breakpoint
CREATE TABLE `systems` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text,
	`name` text NOT NULL,
	`facts` text NOT NULL,
	`fact_sources` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`vendor_id` text NOT NULL,
	`state` text DEFAULT 'registered' NOT NULL,
	`proposed_by_finding_id` text,
	`feature` text
);
--> statement-breakpoint
CREATE INDEX `systems_vendor` ON `systems` (`vendor_id`);--> statement-breakpoint
CREATE INDEX `systems_name` ON `systems` (`name`);--> statement-breakpoint
CREATE INDEX `systems_unit` ON `systems` (`unit_id`);--> statement-breakpoint
CREATE TABLE `to_do_reviews` (
	`to_do_id` text NOT NULL,
	`review_id` text NOT NULL,
	PRIMARY KEY(`to_do_id`, `review_id`)
);
--> statement-breakpoint
CREATE INDEX `to_do_reviews_review` ON `to_do_reviews` (`review_id`);--> statement-breakpoint
CREATE TABLE `to_dos` (
	`id` text PRIMARY KEY NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`field` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` text NOT NULL,
	`done_at` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `to_dos_field` ON `to_dos` (`entity`,`entity_id`,`field`);--> statement-breakpoint
CREATE INDEX `to_dos_state` ON `to_dos` (`state`,`opened_at`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`name` text,
	`hash` text NOT NULL,
	`scope` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text,
	`last_used_at` text,
	`revoked_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash` ON `tokens` (`hash`);--> statement-breakpoint
CREATE INDEX `tokens_person` ON `tokens` (`person_id`);--> statement-breakpoint
CREATE TABLE `units` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`parent_id` text,
	`role_holders` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `vendors` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text,
	`name` text NOT NULL,
	`facts` text NOT NULL,
	`fact_sources` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`domains` text NOT NULL,
	`aliases` text NOT NULL,
	`catalogue_id` text
);
--> statement-breakpoint
CREATE INDEX `vendors_name` ON `vendors` (`name`);--> statement-breakpoint
CREATE INDEX `vendors_unit` ON `vendors` (`unit_id`);