CREATE TABLE `certificates` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`standard` text NOT NULL,
	`number` text,
	`issuer` text,
	`scope` text,
	`valid_from` text,
	`valid_to` text,
	`evidence_id` text,
	`withdrawn_reason` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `certificates_vendor` ON `certificates` (`vendor_id`);--> statement-breakpoint
CREATE INDEX `certificates_valid_to` ON `certificates` (`valid_to`);--> statement-breakpoint
CREATE INDEX `certificates_created` ON `certificates` (`created_at`);--> statement-breakpoint
CREATE TABLE `claims` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`system_id` text,
	`question_id` text NOT NULL,
	`answer` text NOT NULL,
	`support` text NOT NULL,
	`source_id` text,
	`evidence_id` text,
	`questionnaire_id` text,
	`state` text NOT NULL,
	`before` text,
	`after` text,
	`checked_snapshot_id` text,
	`finding_id` text,
	`reason` text,
	`replaced_by` text,
	`claimed_by` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `claims_vendor` ON `claims` (`vendor_id`,`question_id`);--> statement-breakpoint
CREATE INDEX `claims_source` ON `claims` (`source_id`,`state`);--> statement-breakpoint
CREATE INDEX `claims_evidence` ON `claims` (`evidence_id`);--> statement-breakpoint
CREATE INDEX `claims_questionnaire` ON `claims` (`questionnaire_id`);--> statement-breakpoint
CREATE INDEX `claims_created` ON `claims` (`created_at`);--> statement-breakpoint
CREATE TABLE `contradictions` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`finding_id` text NOT NULL,
	`check` text NOT NULL,
	`fact` text NOT NULL,
	`found_at` text NOT NULL,
	`settled_at` text
);
--> statement-breakpoint
CREATE INDEX `contradictions_vendor` ON `contradictions` (`vendor_id`);--> statement-breakpoint
CREATE TABLE `decision_basis` (
	`decision_id` text NOT NULL,
	`type` text NOT NULL,
	`ref_id` text NOT NULL,
	`source_id` text,
	PRIMARY KEY(`decision_id`, `type`, `ref_id`)
);
--> statement-breakpoint
CREATE INDEX `decision_basis_ref` ON `decision_basis` (`type`,`ref_id`);--> statement-breakpoint
CREATE INDEX `decision_basis_source` ON `decision_basis` (`source_id`);--> statement-breakpoint
CREATE TABLE `decision_terms` (
	`decision_id` text NOT NULL,
	`term_id` text NOT NULL,
	`due_on` text,
	`owner_id` text,
	`done_on` text,
	PRIMARY KEY(`decision_id`, `term_id`)
);
--> statement-breakpoint
CREATE INDEX `decision_terms_due` ON `decision_terms` (`due_on`) WHERE done_on is null;--> statement-breakpoint
CREATE INDEX `decision_terms_owner` ON `decision_terms` (`owner_id`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`deployment_id` text NOT NULL,
	`disposition` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`terms` text NOT NULL,
	`basis` text NOT NULL,
	`signatures` text NOT NULL,
	`because` text NOT NULL,
	`critical` integer NOT NULL,
	`superseded_by` text,
	`lapsed_at` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `decisions_deployment` ON `decisions` (`deployment_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `decisions_state` ON `decisions` (`state`);--> statement-breakpoint
CREATE INDEX `decisions_created` ON `decisions` (`created_at`);--> statement-breakpoint
CREATE TABLE `exits` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`deployment_id` text,
	`reason` text NOT NULL,
	`steps` text NOT NULL,
	`state` text NOT NULL,
	`confirmed_on` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exits_vendor` ON `exits` (`vendor_id`);--> statement-breakpoint
CREATE INDEX `exits_state` ON `exits` (`state`);--> statement-breakpoint
CREATE TABLE `model_dates` (
	`id` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`kind` text NOT NULL,
	`day` text NOT NULL,
	`replacement` text,
	`quote` text,
	`source_id` text,
	`finding_id` text,
	`origin` text NOT NULL,
	`told_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `model_dates_model` ON `model_dates` (`model`,`kind`,`told_at`);--> statement-breakpoint
CREATE INDEX `model_dates_day` ON `model_dates` (`day`);--> statement-breakpoint
CREATE TABLE `question_sets` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`questions` text NOT NULL,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `questionnaires` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor_id` text NOT NULL,
	`system_id` text,
	`title` text NOT NULL,
	`set_id` text,
	`question_ids` text NOT NULL,
	`frozen` text,
	`state` text NOT NULL,
	`token_hash` text,
	`email` text,
	`expires_at` text,
	`sent_at` text,
	`answered_at` text,
	`progress` text NOT NULL,
	`progress_at` text,
	`previous_id` text,
	`version` integer NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `questionnaires_vendor` ON `questionnaires` (`vendor_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `questionnaires_token` ON `questionnaires` (`token_hash`);--> statement-breakpoint
CREATE INDEX `questionnaires_state` ON `questionnaires` (`state`,`expires_at`);--> statement-breakpoint
CREATE INDEX `questionnaires_created` ON `questionnaires` (`created_at`);--> statement-breakpoint
CREATE TABLE `review_claims` (
	`review_id` text NOT NULL,
	`claim_id` text NOT NULL,
	PRIMARY KEY(`review_id`, `claim_id`)
);
--> statement-breakpoint
CREATE INDEX `review_claims_claim` ON `review_claims` (`claim_id`);