CREATE TABLE `search_entries` (
	`id` integer PRIMARY KEY NOT NULL,
	`noun` text NOT NULL,
	`record_id` text NOT NULL,
	`vendor_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_record` ON `search_entries` (`noun`,`record_id`);--> statement-breakpoint
CREATE INDEX `search_entries_vendor` ON `search_entries` (`vendor_id`) WHERE vendor_id is not null;--> statement-breakpoint
CREATE INDEX `notices_finding` ON `notices` (`finding_id`);
--> statement-breakpoint
-- The full text of what can be searched. The words themselves are not stored twice: `search_entries` says whose they are.
CREATE VIRTUAL TABLE `search_words` USING fts5(`noun`, `words`, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='2 3 4');
--> statement-breakpoint
CREATE TRIGGER `search_vendor_added` AFTER INSERT ON `vendors` BEGIN
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'vendor', new.`id`, null;
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'vendor', new.`name` || ' ' || new.`domains` || ' ' || new.`aliases` from `search_entries` where `noun` = 'vendor' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_vendor_changed` AFTER UPDATE OF `name`, `domains`, `aliases` ON `vendors` WHEN new.`name` is not old.`name` or new.`domains` is not old.`domains` or new.`aliases` is not old.`aliases` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'vendor' and `record_id` = old.`id`);
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'vendor', new.`name` || ' ' || new.`domains` || ' ' || new.`aliases` from `search_entries` where `noun` = 'vendor' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_vendor_removed` AFTER DELETE ON `vendors` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'vendor' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'vendor' and `record_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_system_added` AFTER INSERT ON `systems` BEGIN
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'system', new.`id`, null;
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'system', new.`name` from `search_entries` where `noun` = 'system' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_system_changed` AFTER UPDATE OF `name` ON `systems` WHEN new.`name` is not old.`name` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'system' and `record_id` = old.`id`);
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'system', new.`name` from `search_entries` where `noun` = 'system' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_system_removed` AFTER DELETE ON `systems` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'system' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'system' and `record_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_deployment_added` AFTER INSERT ON `deployments` BEGIN
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'deployment', new.`id`, null;
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'deployment', new.`name` from `search_entries` where `noun` = 'deployment' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_deployment_changed` AFTER UPDATE OF `name` ON `deployments` WHEN new.`name` is not old.`name` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'deployment' and `record_id` = old.`id`);
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'deployment', new.`name` from `search_entries` where `noun` = 'deployment' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_deployment_removed` AFTER DELETE ON `deployments` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'deployment' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'deployment' and `record_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_source_added` AFTER INSERT ON `sources` BEGIN
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'source', new.`id`, new.`vendor_id`;
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'source', new.`url` || ' ' || new.`type` || ' ' || coalesce((select `name` from `vendors` where `id` = new.`vendor_id`), '') from `search_entries` where `noun` = 'source' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_source_changed` AFTER UPDATE OF `url`, `type`, `vendor_id` ON `sources` WHEN new.`url` is not old.`url` or new.`type` is not old.`type` or new.`vendor_id` is not old.`vendor_id` BEGIN
  update `search_entries` set `vendor_id` = new.`vendor_id` where `noun` = 'source' and `record_id` = new.`id`;
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'source' and `record_id` = old.`id`);
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'source', new.`url` || ' ' || new.`type` || ' ' || coalesce((select `name` from `vendors` where `id` = new.`vendor_id`), '') from `search_entries` where `noun` = 'source' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_source_removed` AFTER DELETE ON `sources` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'source' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'source' and `record_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_finding_added` AFTER INSERT ON `findings` BEGIN
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'finding', new.`id`, new.`vendor_id`;
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'finding', coalesce((select `name` from `vendors` where `id` = new.`vendor_id`), '') || ' ' || new.`kinds` || ' ' || coalesce((select group_concat(`value` ->> '$.text', ' ') from json_each(new.`quotes`)), '') from `search_entries` where `noun` = 'finding' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_finding_changed` AFTER UPDATE OF `quotes`, `kinds` ON `findings` WHEN new.`quotes` is not old.`quotes` or new.`kinds` is not old.`kinds` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'finding' and `record_id` = old.`id`);
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'finding', coalesce((select `name` from `vendors` where `id` = new.`vendor_id`), '') || ' ' || new.`kinds` || ' ' || coalesce((select group_concat(`value` ->> '$.text', ' ') from json_each(new.`quotes`)), '') from `search_entries` where `noun` = 'finding' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_finding_removed` AFTER DELETE ON `findings` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'finding' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'finding' and `record_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_case_added` AFTER INSERT ON `cases` BEGIN
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'case', new.`id`, null where new.`reason` is not null;
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'case', new.`reason` from `search_entries` where `noun` = 'case' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_case_changed` AFTER UPDATE OF `reason` ON `cases` WHEN new.`reason` is not old.`reason` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'case' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'case' and `record_id` = old.`id`;
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'case', new.`id`, null where new.`reason` is not null;
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'case', new.`reason` from `search_entries` where `noun` = 'case' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_case_removed` AFTER DELETE ON `cases` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'case' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'case' and `record_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_comment_added` AFTER INSERT ON `comments` BEGIN
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'comment', new.`id`, null where new.`text` <> '';
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'comment', new.`text` from `search_entries` where `noun` = 'comment' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_comment_changed` AFTER UPDATE OF `text` ON `comments` WHEN new.`text` is not old.`text` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'comment' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'comment' and `record_id` = old.`id`;
  insert into `search_entries` (`noun`, `record_id`, `vendor_id`) select 'comment', new.`id`, null where new.`text` <> '';
  insert into `search_words` (`rowid`, `noun`, `words`) select `id`, 'comment', new.`text` from `search_entries` where `noun` = 'comment' and `record_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_comment_removed` AFTER DELETE ON `comments` BEGIN
  delete from `search_words` where `rowid` = (select `id` from `search_entries` where `noun` = 'comment' and `record_id` = old.`id`);
  delete from `search_entries` where `noun` = 'comment' and `record_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `search_vendor_renamed` AFTER UPDATE OF `name` ON `vendors` WHEN new.`name` is not old.`name` BEGIN
  delete from `search_words` where `rowid` in (select `id` from `search_entries` where `vendor_id` = new.`id`);
  insert into `search_words` (`rowid`, `noun`, `words`) select e.`id`, 'source', r.`url` || ' ' || r.`type` || ' ' || coalesce((select `name` from `vendors` where `id` = r.`vendor_id`), '') from `search_entries` e join `sources` r on r.`id` = e.`record_id` where e.`vendor_id` = new.`id` and e.`noun` = 'source';
  insert into `search_words` (`rowid`, `noun`, `words`) select e.`id`, 'finding', coalesce((select `name` from `vendors` where `id` = r.`vendor_id`), '') || ' ' || r.`kinds` || ' ' || coalesce((select group_concat(`value` ->> '$.text', ' ') from json_each(r.`quotes`)), '') from `search_entries` e join `findings` r on r.`id` = e.`record_id` where e.`vendor_id` = new.`id` and e.`noun` = 'finding';
END;
--> statement-breakpoint
INSERT INTO `search_entries` (`noun`, `record_id`, `vendor_id`) SELECT 'vendor', r.`id`, null FROM `vendors` r;
--> statement-breakpoint
INSERT INTO `search_words` (`rowid`, `noun`, `words`) SELECT e.`id`, 'vendor', r.`name` || ' ' || r.`domains` || ' ' || r.`aliases` FROM `search_entries` e JOIN `vendors` r ON r.`id` = e.`record_id` WHERE e.`noun` = 'vendor';
--> statement-breakpoint
INSERT INTO `search_entries` (`noun`, `record_id`, `vendor_id`) SELECT 'system', r.`id`, null FROM `systems` r;
--> statement-breakpoint
INSERT INTO `search_words` (`rowid`, `noun`, `words`) SELECT e.`id`, 'system', r.`name` FROM `search_entries` e JOIN `systems` r ON r.`id` = e.`record_id` WHERE e.`noun` = 'system';
--> statement-breakpoint
INSERT INTO `search_entries` (`noun`, `record_id`, `vendor_id`) SELECT 'deployment', r.`id`, null FROM `deployments` r;
--> statement-breakpoint
INSERT INTO `search_words` (`rowid`, `noun`, `words`) SELECT e.`id`, 'deployment', r.`name` FROM `search_entries` e JOIN `deployments` r ON r.`id` = e.`record_id` WHERE e.`noun` = 'deployment';
--> statement-breakpoint
INSERT INTO `search_entries` (`noun`, `record_id`, `vendor_id`) SELECT 'source', r.`id`, r.`vendor_id` FROM `sources` r;
--> statement-breakpoint
INSERT INTO `search_words` (`rowid`, `noun`, `words`) SELECT e.`id`, 'source', r.`url` || ' ' || r.`type` || ' ' || coalesce((select `name` from `vendors` where `id` = r.`vendor_id`), '') FROM `search_entries` e JOIN `sources` r ON r.`id` = e.`record_id` WHERE e.`noun` = 'source';
--> statement-breakpoint
INSERT INTO `search_entries` (`noun`, `record_id`, `vendor_id`) SELECT 'finding', r.`id`, r.`vendor_id` FROM `findings` r order by r.`detected_at`;
--> statement-breakpoint
INSERT INTO `search_words` (`rowid`, `noun`, `words`) SELECT e.`id`, 'finding', coalesce((select `name` from `vendors` where `id` = r.`vendor_id`), '') || ' ' || r.`kinds` || ' ' || coalesce((select group_concat(`value` ->> '$.text', ' ') from json_each(r.`quotes`)), '') FROM `search_entries` e JOIN `findings` r ON r.`id` = e.`record_id` WHERE e.`noun` = 'finding';
--> statement-breakpoint
INSERT INTO `search_entries` (`noun`, `record_id`, `vendor_id`) SELECT 'case', r.`id`, null FROM `cases` r where r.`reason` is not null;
--> statement-breakpoint
INSERT INTO `search_words` (`rowid`, `noun`, `words`) SELECT e.`id`, 'case', r.`reason` FROM `search_entries` e JOIN `cases` r ON r.`id` = e.`record_id` WHERE e.`noun` = 'case';
--> statement-breakpoint
INSERT INTO `search_entries` (`noun`, `record_id`, `vendor_id`) SELECT 'comment', r.`id`, null FROM `comments` r where r.`text` <> '';
--> statement-breakpoint
INSERT INTO `search_words` (`rowid`, `noun`, `words`) SELECT e.`id`, 'comment', r.`text` FROM `search_entries` e JOIN `comments` r ON r.`id` = e.`record_id` WHERE e.`noun` = 'comment';
