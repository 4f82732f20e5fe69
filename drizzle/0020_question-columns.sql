ALTER TABLE `question_sets` ADD `columns` text;--> statement-breakpoint
ALTER TABLE `questionnaires` ADD `sent_by` text;