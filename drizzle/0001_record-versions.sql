-- History by recorded time, read from the audit trail so that no state is stored twice.
CREATE VIEW `record_versions` AS
SELECT `entity`, `entity_id`, json_extract(`after`, '$.version') AS `version`, `at`, `actor_id`, `after` AS `data`, `seq`
FROM `audit` WHERE `after` IS NOT NULL;
