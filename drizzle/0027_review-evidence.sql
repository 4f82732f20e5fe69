CREATE TABLE `review_evidence` (
	`review_id` text NOT NULL,
	`evidence_id` text NOT NULL,
	PRIMARY KEY(`review_id`, `evidence_id`)
);
--> statement-breakpoint
CREATE INDEX `review_evidence_evidence` ON `review_evidence` (`evidence_id`);--> statement-breakpoint
INSERT INTO `review_evidence` (`review_id`, `evidence_id`) SELECT DISTINCT `reviews`.`id`, `named`.`value` FROM `reviews` JOIN json_each(`reviews`.`evidence_ids`) AS `named`;
