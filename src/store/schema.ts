import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, sqliteView, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { CaptureVerdict, HealthCause, HealthState } from '../core/capture'
import type { ChangeVerdict, HeldBack, StoredDifference } from '../core/change'
import type { Candidate, RecognisedKind } from '../core/examination'
import type { Quote, Severity } from '../core/kind'
import type { Memory } from '../core/memory'
import type { ToldType } from '../core/models-in-use'
import type { SourceRules, SourceType } from '../core/source'
import { packedJson } from './packed'

/** All tables. Instants are ISO 8601 UTC strings, legal days `YYYY-MM-DD`. What a row *means* is in STYLE's glossary (README). */

const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>()
const flag = (name: string) => integer(name, { mode: 'boolean' })
/** Facts of a register record by API name; a missing name is unknown. Shape: `core/profile.ts`. */
export type Facts = Record<string, unknown>
/** Where a fact comes from and when it was checked, by API name. */
export type FactSources = Record<string, { source?: string | null; checkedOn?: string | null }>

// ---- people and access ------------------------------------------------------------------------------------------------

export const personRoles = ['administrator', 'risk-owner', 'procurement', 'analyst', 'auditor'] as const
export type PersonRole = (typeof personRoles)[number]
/** What a person may hold: `none` = signed in by single sign-on and given no role yet, may do nothing. */
export type HeldRole = PersonRole | 'none'
/** `at-once` with the rest in a digest, or only in a digest; `none` = in Telltale alone. */
export const rhythms = ['at-once', 'daily', 'weekly', 'none'] as const
export type Rhythm = (typeof rhythms)[number]

export const units = sqliteTable('units', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  parentId: text('parent_id'),
  /** Role of the pack → person id. */
  roleHolders: json<Record<string, string>>('role_holders').notNull(),
  version: integer('version').notNull(),
  demo: flag('demo').notNull().default(false),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})

export const people = sqliteTable(
  'people',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<HeldRole>().notNull(),
    /** Null = all units. */
    unitIds: json<string[]>('unit_ids'),
    /** What an auditor is limited to: frameworks of the pack, the days that they look at, and the last day of their access. Null = no limit. */
    frameworks: json<string[]>('frameworks'),
    periodFrom: text('period_from'),
    periodTo: text('period_to'),
    expiresOn: text('expires_on'),
    /** `issuer subject` of single sign-on; null = signs in by password alone. */
    oidcSubject: text('oidc_subject'),
    /** IANA name; null = UTC. */
    timeZone: text('time_zone'),
    /** Null = at once. Digests come at `digestAt` of their day in their time zone (`HH:MM`, null = 08:00; weekly = Monday). */
    rhythm: text('rhythm').$type<Rhythm>(),
    digestAt: text('digest_at'),
    /** `HH:MM` to `HH:MM` in their time zone, over midnight too; nothing is sent then. */
    quietFrom: text('quiet_from'),
    quietTo: text('quiet_to'),
    /** Less severe news wait for the digest; null = all at once. */
    minSeverity: text('min_severity').$type<Severity>(),
    /** Days of absence, the first and the last; meanwhile new work goes to the delegate. */
    awayFrom: text('away_from'),
    awayUntil: text('away_until'),
    delegateId: text('delegate_id'),
    state: text('state').$type<'active' | 'invited' | 'left'>().notNull(),
    /** `scrypt$N$r$p$salt$hash`, base64url; null when the person cannot sign in by password. Never leaves the store. */
    passwordHash: text('password_hash'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [uniqueIndex('people_email').on(t.email), uniqueIndex('people_oidc').on(t.oidcSubject)],
)

/** Links that let somebody set a password: an invitation, or a forgotten one. Of the link's secret only the SHA-256 is kept. */
export const accessLinks = sqliteTable(
  'access_links',
  {
    hash: text('hash').primaryKey(),
    personId: text('person_id').notNull(),
    purpose: text('purpose').$type<'invitation' | 'password'>().notNull(),
    createdAt: text('created_at').notNull(),
    createdBy: text('created_by'),
    expiresAt: text('expires_at').notNull(),
    usedAt: text('used_at'),
  },
  (t) => [index('access_links_person').on(t.personId)],
)

/** A sign-on that has begun at the identity provider and not come back: OpenID Connect code flow with PKCE (RFC 7636). */
export const signOns = sqliteTable('sign_ons', {
  /** SHA-256 of the `state` parameter. */
  hash: text('hash').primaryKey(),
  nonce: text('nonce').notNull(),
  verifier: text('verifier').notNull(),
  expiresAt: text('expires_at').notNull(),
})

/** Secret addresses of a person's Atom feed and calendar; of the secret only the SHA-256 is kept. */
export const feedAddresses = sqliteTable(
  'feed_addresses',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    type: text('type').$type<'atom' | 'calendar'>().notNull(),
    hash: text('hash').notNull(),
    createdAt: text('created_at').notNull(),
    lastUsedAt: text('last_used_at'),
    revokedAt: text('revoked_at'),
  },
  (t) => [uniqueIndex('feed_addresses_hash').on(t.hash), index('feed_addresses_person').on(t.personId)],
)

/** What an auditor has read, an entry a page or answer. Append only. */
export const readings = sqliteTable(
  'readings',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    at: text('at').notNull(),
    path: text('path').notNull(),
  },
  (t) => [index('readings_person').on(t.personId, t.at), index('readings_at').on(t.at)],
)

/** Filters of a list under a name: a person's own, or everybody's where `personId` is null. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: text('id').primaryKey(),
    personId: text('person_id'),
    /** The list's address, e.g. `/register/vendors`. */
    page: text('page').notNull(),
    name: text('name').notNull(),
    query: text('query').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (t) => [index('saved_views_page').on(t.page, t.personId)],
)

export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the cookie's token, hex. */
    hash: text('hash').primaryKey(),
    personId: text('person_id').notNull(),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    lastSeenAt: text('last_seen_at').notNull(),
    userAgent: text('user_agent'),
  },
  (t) => [index('sessions_person').on(t.personId)],
)

export const tokens = sqliteTable(
  'tokens',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    name: text('name'),
    hash: text('hash').notNull(),
    scope: text('scope').$type<'read' | 'write' | 'admin'>().notNull(),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at'),
    lastUsedAt: text('last_used_at'),
    revokedAt: text('revoked_at'),
  },
  (t) => [uniqueIndex('tokens_hash').on(t.hash), index('tokens_person').on(t.personId)],
)

/** Small facts of the installation: last tick, the hash of the set-up link, failed sign-ins, retention. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: json<unknown>('value').notNull(),
  updatedAt: text('updated_at').notNull(),
})

/** Answers kept for `Idempotency-Key`, 24 hours. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    key: text('key').notNull(),
    personId: text('person_id').notNull(),
    route: text('route').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status').notNull(),
    etag: text('etag'),
    body: text('body').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.key] }), index('idempotency_at').on(t.at)],
)

// ---- register -----------------------------------------------------------------------------------------------------------

const record = {
  id: text('id').primaryKey(),
  unitId: text('unit_id'),
  name: text('name').notNull(),
  facts: json<Facts>('facts').notNull(),
  factSources: json<FactSources>('fact_sources').notNull(),
  version: integer('version').notNull(),
  demo: flag('demo').notNull().default(false),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
}

export const organisation = sqliteTable('organisation', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  facts: json<Facts>('facts').notNull(),
  factSources: json<FactSources>('fact_sources').notNull(),
  version: integer('version').notNull(),
  updatedAt: text('updated_at').notNull(),
})

export const vendors = sqliteTable(
  'vendors',
  {
    ...record,
    domains: json<string[]>('domains').notNull(),
    aliases: json<string[]>('aliases').notNull(),
    catalogueId: text('catalogue_id'),
    /** Days before and after a change within which a notice announces it; null = 14 and 3 (CONTRACT.md). */
    announcedBeforeDays: integer('announced_before_days'),
    announcedAfterDays: integer('announced_after_days'),
  },
  (t) => [
    index('vendors_name').on(t.name),
    index('vendors_unit').on(t.unitId),
    index('vendors_tier').on(sql`facts ->> '$.tier'`, t.name),
    index('vendors_demo').on(t.id).where(sql`demo = 1`),
    index('vendors_catalogue').on(t.catalogueId),
  ],
)

/** A system that names the models it runs on, as the index of them knows it. */
export const namesModels = sql`(json_array_length(facts -> '$.modelIdentifiers') > 0 or case when json_valid(feature) then feature ->> '$.upstreamModel' end is not null)`

export const systems = sqliteTable(
  'systems',
  {
    ...record,
    vendorId: text('vendor_id').notNull(),
    /** `proposed` = seen in a changelog, waits for a person. */
    state: text('state').$type<'proposed' | 'registered'>().notNull().default('registered'),
    proposedByFindingId: text('proposed_by_finding_id'),
    /** What a SaaS feature is like in our tenant: default state, setting, opt-out, admin control, plan, region, upstream model and binding. */
    feature: json<Record<string, unknown>>('feature'),
  },
  (t) => [
    index('systems_vendor').on(t.vendorId),
    index('systems_name').on(t.name),
    index('systems_unit').on(t.unitId),
    index('systems_kind').on(sql`facts ->> '$.kind'`, t.name),
    index('systems_models').on(t.name).where(namesModels),
  ],
)

/** The graph of systems built on systems: `system` rests on `parent`. Kept in the same batch as `systems.facts.parentSystemIds`. */
export const systemParents = sqliteTable(
  'system_parents',
  { systemId: text('system_id').notNull(), parentId: text('parent_id').notNull() },
  (t) => [primaryKey({ columns: [t.systemId, t.parentId] }), index('system_parents_parent').on(t.parentId)],
)

/** A use in a high-risk area or product (AI Act Annex III and I), as the index of them knows it. */
export const isHighRisk = sql`(facts ->> '$.annexIiiPoint' <> 'none' or facts ->> '$.annexIProduct' = 1)`

export const deployments = sqliteTable(
  'deployments',
  { ...record, systemId: text('system_id').notNull(), ownerId: text('owner_id') },
  (t) => [
    index('deployments_system').on(t.systemId),
    index('deployments_unit').on(t.unitId),
    index('deployments_owner').on(t.ownerId),
    index('deployments_name').on(t.name),
    index('deployments_status').on(sql`facts ->> '$.status'`, t.name),
    index('deployments_high_risk').on(t.name).where(isHighRisk),
  ],
)

export const contracts = sqliteTable(
  'contracts',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    reference: text('reference'),
    startsOn: text('starts_on'),
    endsOn: text('ends_on'),
    renewsOn: text('renews_on'),
    noticeByOn: text('notice_by_on'),
    clauses: json<{ id: string; present: boolean | null; value?: unknown; reference?: string | null }[]>('clauses').notNull(),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [index('contracts_vendor').on(t.vendorId)],
)

export const requestStates = ['asked', 'in-progress', 'handed-over', 'declined', 'withdrawn'] as const

/** Somebody asks for a vendor (intake): what for, what is known, and what became of it. */
export const vendorRequests = sqliteTable(
  'vendor_requests',
  {
    id: text('id').primaryKey(),
    unitId: text('unit_id'),
    vendorName: text('vendor_name').notNull(),
    domain: text('domain'),
    systemName: text('system_name'),
    /** What it is wanted for, in the words of whoever asks. */
    purpose: text('purpose').notNull(),
    /** What the tier rests on, by the factor's name; a missing one is unknown. */
    factors: json<Record<string, unknown>>('factors').notNull(),
    catalogueId: text('catalogue_id'),
    /** Documents to ask for, by id: asked and received days, and the evidence. */
    documents:
      json<Record<string, { askedOn?: string | null; receivedOn?: string | null; evidenceId?: string | null }>>('documents').notNull(),
    /** A person of ours, or name and address of somebody without an account. */
    askedBy: text('asked_by'),
    askedByName: text('asked_by_name'),
    askedByEmail: text('asked_by_email'),
    assigneeId: text('assignee_id'),
    neededOn: text('needed_on'),
    state: text('state').$type<(typeof requestStates)[number]>().notNull(),
    reason: text('reason'),
    vendorId: text('vendor_id'),
    systemId: text('system_id'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [index('vendor_requests_state').on(t.state, t.createdAt), index('vendor_requests_vendor').on(t.vendorId)],
)

export const sources = sqliteTable(
  'sources',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    /** Empty = all systems of the vendor. */
    systemIds: json<string[]>('system_ids').notNull(),
    url: text('url').notNull(),
    /** Scheme, host and port: what politeness and leases go by. */
    origin: text('origin').notNull(),
    type: text('type').$type<SourceType>().notNull(),
    collector: text('collector'),
    rules: json<SourceRules>('rules'),
    intervalMinutes: integer('interval_minutes').notNull(),
    enabled: flag('enabled').notNull(),
    disabledReason: text('disabled_reason'),
    /** Why a person has the page asked for though robots.txt says no; null = robots.txt is kept. */
    robotsOverride: text('robots_override'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('sources_vendor').on(t.vendorId),
    index('sources_origin').on(t.origin),
    index('sources_url').on(t.url),
    index('sources_created').on(t.createdAt, t.id),
  ],
)

// ---- watching -----------------------------------------------------------------------------------------------------------

/** A source whose current snapshot has not been held against the vendor's other documents, as the index of them knows it. */
export const isUnfollowed = sql`current_snapshot_id is not followed_snapshot_id`

/** What polling writes about a source: hot, not audited, no version. */
export const sourceStates = sqliteTable(
  'source_states',
  {
    sourceId: text('source_id').primaryKey(),
    /** Copies of the source's own, so that claiming work reads one index. */
    origin: text('origin').notNull(),
    enabled: flag('enabled').notNull(),
    nextPollAt: text('next_poll_at').notNull(),
    health: text('health').$type<HealthState>().notNull(),
    cause: text('cause').$type<HealthCause>(),
    healthSince: text('health_since'),
    failures: integer('failures').notNull().default(0),
    lastCheckedAt: text('last_checked_at'),
    lastGoodAt: text('last_good_at'),
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** The collector version and rules under which the validators were taken; another one forces a re-read of the stored capture. */
    validatorsFor: text('validators_for'),
    currentSnapshotId: text('current_snapshot_id'),
    currentCaptureId: text('current_capture_id'),
    /** The newest capture of all, good or not. */
    lastCaptureId: text('last_capture_id'),
    lastBodyHash: text('last_body_hash'),
    lastFingerprint: text('last_fingerprint'),
    runId: text('run_id'),
    memory: json<Memory>('memory'),
    /** A change seen once, waiting for its second fetch. */
    candidate: json<Candidate>('candidate'),
    candidateChangeId: text('candidate_change_id'),
    confirmAt: text('confirm_at'),
    /** When persons asked for polls within the last minute: real time in ms since 1970. */
    askedAt: json<number[]>('asked_at').notNull().default(sql`'[]'`),
    retryAfter: text('retry_after'),
    /** Set with `nextPollAt` before the fetch, null once the poll is written: what a killed process left behind shows by it. */
    pollStartedAt: text('poll_started_at'),
    /** When the document was last read for the first time or really changed: how often it is asked follows from it. */
    changedAt: text('changed_at'),
    /** Since when the document is gone or gated, in how many captures, and the finding that says so once it lasts. */
    gatedSince: text('gated_since'),
    gatedCaptures: integer('gated_captures').notNull().default(0),
    gatedFindingId: text('gated_finding_id'),
    /** What was told last of the source's health, and when; null while there is nothing to tell. */
    toldHealth: text('told_health').$type<HealthState | 'stale'>(),
    toldCause: text('told_cause'),
    toldAt: text('told_at'),
    /** The snapshot that was last held against the vendor's other documents and read for dates of models; null = none yet. */
    followedSnapshotId: text('followed_snapshot_id'),
  },
  (t) => [
    index('source_states_due').on(t.enabled, t.nextPollAt),
    index('source_states_confirm').on(t.confirmAt),
    index('source_states_health').on(t.health),
    index('source_states_origin').on(t.origin),
    index('source_states_unfollowed').on(t.sourceId).where(isUnfollowed),
  ],
)

/** Leases and politeness by origin. Lease times are real time in ms since 1970; the rest product time. */
export const origins = sqliteTable('origins', {
  origin: text('origin').primaryKey(),
  leaseOwner: text('lease_owner'),
  leaseUntilMs: integer('lease_until_ms').notNull().default(0),
  nextAllowedMs: integer('next_allowed_ms').notNull().default(0),
  /** Until when the site asked to be left alone (`Retry-After`); null = it did not. */
  retryAfter: text('retry_after'),
  backoffUntil: text('backoff_until'),
  failures: integer('failures').notNull().default(0),
  robots: text('robots'),
  robotsAt: text('robots_at'),
  robotsStatus: text('robots_status'),
  /** Since when robots.txt cannot be read; null while it can. */
  robotsFailedAt: text('robots_failed_at'),
})

/** A row for every fetch with new bytes and for every failure. */
export const captures = sqliteTable(
  'captures',
  {
    id: text('id').primaryKey(),
    sourceId: text('source_id').notNull(),
    /** 1, 2, 3 … within the source. */
    ordinal: integer('ordinal').notNull(),
    at: text('at').notNull(),
    status: integer('status'),
    verdict: text('verdict').$type<CaptureVerdict>().notNull(),
    cause: text('cause').$type<HealthCause>(),
    reason: text('reason'),
    finalUrl: text('final_url'),
    mediaType: text('media_type'),
    bodyHash: text('body_hash'),
    bytes: integer('bytes'),
    fingerprint: text('fingerprint'),
    /** Whether the body is in `bodies`; otherwise `sameTextAs` names the capture that holds the same text. */
    bodyKept: flag('body_kept').notNull(),
    sameTextAs: text('same_text_as'),
    headers: json<Record<string, string>>('headers'),
  },
  (t) => [
    uniqueIndex('captures_source_ordinal').on(t.sourceId, t.ordinal),
    index('captures_source_at').on(t.sourceId, t.at),
    index('captures_at').on(t.at),
    index('captures_failed').on(t.at, t.sourceId, t.cause, t.verdict).where(sql`verdict not in ('ok', 'not-modified')`),
    index('captures_body').on(t.bodyHash),
  ],
)

/** Unchanged checks in a row: one row instead of many, with proof that each was made. */
export const runs = sqliteTable(
  'runs',
  {
    id: text('id').primaryKey(),
    sourceId: text('source_id').notNull(),
    captureId: text('capture_id').notNull(),
    firstAt: text('first_at').notNull(),
    lastAt: text('last_at').notNull(),
    count: integer('count').notNull(),
    notModified: integer('not_modified').notNull().default(0),
    /** Running hash over the instants and answers of its checks. */
    hash: text('hash').notNull(),
    /** Each check, see `core/checks.ts`; empty in runs of before. */
    checks: text('checks').notNull().default(''),
  },
  (t) => [index('runs_source').on(t.sourceId, t.lastAt)],
)

/** Checks by hour (`2026-11-21T09`, product time), for the figures of the last day and week. */
export const pollHours = sqliteTable('poll_hours', {
  hour: text('hour').primaryKey(),
  attempted: integer('attempted').notNull(),
  failed: integer('failed').notNull(),
})

export const bodyEncodings = ['identity', 'gzip', 'br', 'br-delta'] as const
export type BodyEncoding = (typeof bodyEncodings)[number]

/** Content-addressed: the SHA-256 of the raw bytes. `data` is null when the stored form is cut into `body_chunks`. */
export const bodies = sqliteTable('bodies', {
  hash: text('hash').primaryKey(),
  encoding: text('encoding').$type<BodyEncoding>().notNull(),
  baseHash: text('base_hash'),
  bytes: integer('bytes').notNull(),
  storedBytes: integer('stored_bytes').notNull(),
  data: blob('data', { mode: 'buffer' }).$type<Uint8Array>(),
  /** Kept whatever retention says: evidence or legal hold. */
  held: flag('held').notNull().default(false),
})

export const bodyChunks = sqliteTable(
  'body_chunks',
  { hash: text('hash').notNull(), part: integer('part').notNull(), data: blob('data', { mode: 'buffer' }).$type<Uint8Array>().notNull() },
  (t) => [primaryKey({ columns: [t.hash, t.part] })],
)

/** Immutable. Statements are derived from the capture by the named collector, never stored. */
export const snapshots = sqliteTable(
  'snapshots',
  {
    /** hash(sourceId, previousSnapshotId, fingerprint, collectorVersion) */
    id: text('id').primaryKey(),
    sourceId: text('source_id').notNull(),
    previousId: text('previous_id'),
    captureId: text('capture_id').notNull(),
    at: text('at').notNull(),
    fingerprint: text('fingerprint').notNull(),
    collector: text('collector').notNull(),
    collectorVersion: text('collector_version').notNull(),
    rules: json<SourceRules>('rules'),
    language: text('language'),
    statementCount: integer('statement_count').notNull(),
    /** Dates the document states of itself. */
    stated: json<{ text: string; day: string }[]>('stated').notNull(),
  },
  (t) => [
    index('snapshots_source').on(t.sourceId, t.at),
    index('snapshots_at').on(t.at),
    index('snapshots_fingerprint').on(t.sourceId, t.fingerprint),
  ],
)

export const changes = sqliteTable(
  'changes',
  {
    id: text('id').primaryKey(),
    sourceId: text('source_id').notNull(),
    vendorId: text('vendor_id').notNull(),
    fromSnapshotId: text('from_snapshot_id').notNull(),
    toSnapshotId: text('to_snapshot_id').notNull(),
    detectedAt: text('detected_at').notNull(),
    verdict: text('verdict').$type<ChangeVerdict>().notNull(),
    differences: packedJson<StoredDifference[]>('differences').notNull(),
    heldBack: packedJson<HeldBack[]>('held_back').notNull(),
    recognised: json<RecognisedKind[]>('recognised').notNull(),
    trail: packedJson<string[]>('trail').notNull(),
    rulesVersion: text('rules_version').notNull(),
  },
  (t) => [
    index('changes_source').on(t.sourceId, t.detectedAt),
    index('changes_vendor').on(t.vendorId, t.detectedAt),
    index('changes_at').on(t.detectedAt),
    index('changes_quiet').on(t.detectedAt, t.id, t.vendorId).where(sql`verdict <> 'material'`),
  ],
)

/** What a notice of a vendor said would change in a document of the same vendor, until the document has followed or has not. */
export const promises = sqliteTable(
  'promises',
  {
    /** hash(change, document type) */
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    /** The notice place, and the change in which it was seen to say so. */
    sourceId: text('source_id').notNull(),
    changeId: text('change_id').notNull(),
    documentType: text('document_type').$type<SourceType>().notNull(),
    quote: text('quote').notNull(),
    noticedAt: text('noticed_at').notNull(),
    /** The day that the notice names, where it names one. */
    statedOn: text('stated_on'),
    dueAt: text('due_at').notNull(),
    settledAt: text('settled_at'),
    /** unkept = the finding says so; told = another finding of the same promise says so; withdrawn = the notice itself was not confirmed. */
    outcome: text('outcome').$type<'kept' | 'unkept' | 'told' | 'unwatched' | 'withdrawn'>(),
    findingId: text('finding_id'),
  },
  (t) => [index('promises_due').on(t.dueAt).where(sql`settled_at is null`), index('promises_vendor').on(t.vendorId, t.documentType)],
)

// ---- findings, cases, reviews -------------------------------------------------------------------------------------------

export const findingStates = ['provisional', 'confirmed', 'not-confirmed', 'dismissed'] as const
export const findingOrigins = ['found', 'reported', 'raised', 'contradiction'] as const
export type ReportSource = {
  type: 'email' | 'letter' | 'console' | 'monitoring' | 'other'
  note?: string | null
  evidenceId?: string | null
}

export const findings = sqliteTable(
  'findings',
  {
    id: text('id').primaryKey(),
    changeId: text('change_id'),
    vendorId: text('vendor_id').notNull(),
    /** Systems named by the source or report; propagation to systems built on them is worked out at planning. */
    systemIds: json<string[]>('system_ids').notNull(),
    sourceId: text('source_id'),
    kinds: json<string[]>('kinds').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    announcement: text('announcement').$type<'announced' | 'silent' | 'unknown'>().notNull(),
    announcedBy: json<{ sourceId: string; quote: string }>('announced_by'),
    announcementWhy: text('announcement_why'),
    /** Until when an announcement still turns silent into announced. */
    announcementOpenUntil: text('announcement_open_until'),
    effectiveOn: text('effective_on'),
    effectiveWords: text('effective_words'),
    objectBy: text('object_by'),
    notifiedOn: text('notified_on'),
    /** Register fields (pack names) as they will be once the change is applied. */
    sets: json<Record<string, unknown>>('sets'),
    quotes: json<Quote[]>('quotes').notNull(),
    /** What the vendor did, in a line to stand after its name; null where nothing of the sort is certain, and the kind's name stands for it. */
    headline: text('headline'),
    state: text('state').$type<(typeof findingStates)[number]>().notNull(),
    origin: text('origin').$type<(typeof findingOrigins)[number]>().notNull(),
    reported: json<ReportSource>('reported'),
    reason: text('reason'),
    detectedAt: text('detected_at').notNull(),
    confirmedAt: text('confirmed_at'),
    caseId: text('case_id'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('findings_vendor').on(t.vendorId, t.detectedAt),
    index('findings_source').on(t.sourceId, t.detectedAt),
    index('findings_state').on(t.state, t.detectedAt),
    /** Holds all that changes over time are counted by, so that a year of them is read from here alone. */
    index('findings_over_time').on(t.detectedAt, t.state, t.severity, t.announcement, t.vendorId),
    index('findings_case').on(t.caseId),
    index('findings_change').on(t.changeId),
    index('findings_open_until').on(t.announcementOpenUntil),
  ],
)

export const caseStates = ['open', 'awaiting-second-signature', 'triaged', 'snoozed', 'closed'] as const

export const cases = sqliteTable(
  'cases',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    state: text('state').$type<(typeof caseStates)[number]>().notNull(),
    /** State to return to when a snooze ends. */
    stateBefore: text('state_before').$type<(typeof caseStates)[number]>(),
    assigneeId: text('assignee_id'),
    objectBy: text('object_by'),
    openedAt: text('opened_at').notNull(),
    answer: text('answer').$type<'material' | 'not-material'>(),
    reason: text('reason'),
    triagedBy: text('triaged_by'),
    triagedAt: text('triaged_at'),
    approvedBy: text('approved_by'),
    approvedAt: text('approved_at'),
    snoozedUntil: text('snoozed_until'),
    snoozeReason: text('snooze_reason'),
    closedAt: text('closed_at'),
    joinedInto: text('joined_into'),
    reviewCount: integer('review_count').notNull(),
    deploymentCount: integer('deployment_count').notNull(),
    /** Register edits offered at triage: what the change sets. */
    offeredEdits: json<{ entity: string; entityId: string; field: string; value: unknown }[]>('offered_edits').notNull(),
    /** One scope check and the like: notes of the engine for a person. */
    notes: json<string[]>('notes').notNull(),
    packVersion: text('pack_version').notNull(),
    packHash: text('pack_hash').notNull(),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('cases_state').on(t.state, t.openedAt),
    index('cases_vendor').on(t.vendorId),
    index('cases_opened').on(t.openedAt, t.triagedAt, t.vendorId),
    index('cases_snoozed').on(t.snoozedUntil),
    index('cases_assignee').on(t.assigneeId),
    index('cases_object_by').on(t.objectBy).where(sql`state <> 'closed'`),
  ],
)

export const caseDeployments = sqliteTable(
  'case_deployments',
  {
    caseId: text('case_id').notNull(),
    deploymentId: text('deployment_id').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    dueOn: text('due_on'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.deploymentId] }), index('case_deployments_deployment').on(t.deploymentId)],
)

export const reviewStates = ['open', 'in-progress', 'awaiting-second-signature', 'closed'] as const
export const reviewOutcomes = ['holds', 'updated', 'redone', 'not-material'] as const

export const reviews = sqliteTable(
  'reviews',
  {
    id: text('id').primaryKey(),
    deploymentId: text('deployment_id').notNull(),
    /** The deployment's unit, copied so that lists need no join. */
    unitId: text('unit_id'),
    obligationId: text('obligation_id').notNull(),
    framework: text('framework').notNull(),
    citation: text('citation').notNull(),
    action: text('action').$type<'redo' | 'recheck' | 'update' | 'decide'>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    state: text('state').$type<(typeof reviewStates)[number]>().notNull(),
    outcome: text('outcome').$type<(typeof reviewOutcomes)[number]>(),
    outcomeReason: text('outcome_reason'),
    evidenceIds: json<string[]>('evidence_ids').notNull(),
    dueOn: text('due_on'),
    /** Late from the start (the engine's word); lateness of today follows product time. */
    lateFromStart: flag('late_from_start').notNull(),
    provisional: flag('provisional').notNull(),
    stale: flag('stale'),
    labelAtDetection: text('label_at_detection').notNull(),
    /** Small inputs from which today's label follows. */
    labelInputs: json<Record<string, unknown>>('label_inputs').notNull(),
    ownerId: text('owner_id'),
    /** True once a person gave it to somebody: planning again leaves it there. */
    ownerByHand: flag('owner_by_hand').notNull().default(false),
    role: text('role').notNull(),
    openedAt: text('opened_at').notNull(),
    startedAt: text('started_at'),
    closedAt: text('closed_at'),
    closedBy: text('closed_by'),
    approvedBy: text('approved_by'),
    approvedAt: text('approved_at'),
    returnReason: text('return_reason'),
    packVersion: text('pack_version').notNull(),
    packHash: text('pack_hash').notNull(),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('reviews_one_open').on(t.deploymentId, t.obligationId).where(sql`state <> 'closed'`),
    index('reviews_deployment').on(t.deploymentId, t.obligationId),
    index('reviews_state_due').on(t.state, t.dueOn, t.id),
    index('reviews_owner').on(t.ownerId, t.state, t.dueOn),
    index('reviews_opened').on(t.openedAt),
    index('reviews_open_due').on(t.dueOn, t.id).where(sql`state <> 'closed'`),
    index('reviews_closed').on(t.closedAt, t.id).where(sql`closed_at is not null`),
    index('reviews_obligation').on(t.obligationId, t.state),
    index('reviews_coverage')
      .on(t.framework, t.obligationId, t.provisional, t.lateFromStart, t.dueOn, t.unitId, t.deploymentId)
      .where(sql`state <> 'closed'`),
  ],
)

/** How reasons came about: JSON under its SHA-256. A model that thousands of deployments rest on gives thousands of reasons and few of these. */
export const explanations = sqliteTable('explanations', { id: text('id').primaryKey(), data: text('data').notNull() })

/** Why a review is due: a row for each case, finding and kind. */
export const reviewReasons = sqliteTable(
  'review_reasons',
  {
    reviewId: text('review_id').notNull(),
    caseId: text('case_id').notNull(),
    findingId: text('finding_id').notNull(),
    kind: text('kind').notNull(),
    text: text('text').notNull(),
    /** kind → obligation → values of the conditions → reason: a row of `explanations`. */
    explanationId: text('explanation_id'),
    at: text('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reviewId, t.findingId, t.kind] }),
    index('review_reasons_case').on(t.caseId),
    index('review_reasons_finding').on(t.findingId),
  ],
)

export const toDos = sqliteTable(
  'to_dos',
  {
    id: text('id').primaryKey(),
    entity: text('entity').$type<'organisation' | 'vendor' | 'system' | 'deployment'>().notNull(),
    entityId: text('entity_id').notNull(),
    /** The pack's name of the field, e.g. `dep.personal_data`. */
    field: text('field').notNull(),
    state: text('state').$type<'open' | 'done'>().notNull(),
    openedAt: text('opened_at').notNull(),
    doneAt: text('done_at'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('to_dos_field').on(t.entity, t.entityId, t.field),
    index('to_dos_state').on(t.state, t.openedAt),
    index('to_dos_opened').on(t.openedAt),
    index('to_dos_entity').on(t.entityId),
  ],
)

export const toDoReviews = sqliteTable(
  'to_do_reviews',
  { toDoId: text('to_do_id').notNull(), reviewId: text('review_id').notNull() },
  (t) => [primaryKey({ columns: [t.toDoId, t.reviewId] }), index('to_do_reviews_review').on(t.reviewId)],
)

/** What people say to each other about a case. A text that was taken back is empty, its row stays. */
export const comments = sqliteTable(
  'comments',
  {
    id: text('id').primaryKey(),
    caseId: text('case_id').notNull(),
    personId: text('person_id').notNull(),
    text: text('text').notNull(),
    at: text('at').notNull(),
    takenBackAt: text('taken_back_at'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
  },
  (t) => [index('comments_case').on(t.caseId, t.at)],
)

/**
 * What the search looks through: an entry a record. Its words are in the full-text index `search_words` under the same number; triggers keep both
 * (migration `search`). Of findings come the quotes, the kinds and the vendor's name; of cases the reason; of comments the text.
 */
export const searchEntries = sqliteTable(
  'search_entries',
  {
    id: integer('id').primaryKey(),
    noun: text('noun').$type<'vendor' | 'system' | 'deployment' | 'source' | 'finding' | 'case' | 'comment'>().notNull(),
    recordId: text('record_id').notNull(),
    /** Of findings alone: a vendor's new name is put into them. */
    vendorId: text('vendor_id'),
  },
  (t) => [
    uniqueIndex('search_entries_record').on(t.noun, t.recordId),
    index('search_entries_vendor').on(t.vendorId).where(sql`vendor_id is not null`),
  ],
)

/** "Not material here because …", remembered for a passage and offered next time. */
export const dismissals = sqliteTable(
  'dismissals',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    sourceId: text('source_id'),
    /** Hash of the folded passage. */
    passage: text('passage').notNull(),
    kinds: json<string[]>('kinds').notNull(),
    reason: text('reason').notNull(),
    caseId: text('case_id').notNull(),
    actorId: text('actor_id'),
    at: text('at').notNull(),
  },
  (t) => [index('dismissals_passage').on(t.passage), index('dismissals_source').on(t.sourceId)],
)

export const evidence = sqliteTable(
  'evidence',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    name: text('name').notNull(),
    type: text('type'),
    /** What of the vendor it covers: products, sites, services. */
    scope: text('scope'),
    fileName: text('file_name'),
    mediaType: text('media_type'),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    periodFrom: text('period_from'),
    periodTo: text('period_to'),
    expiresOn: text('expires_on'),
    supports: json<string[]>('supports').notNull(),
    state: text('state').$type<'current' | 'withdrawn'>().notNull(),
    withdrawnReason: text('withdrawn_reason'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('evidence_vendor').on(t.vendorId),
    index('evidence_expires').on(t.expiresOn),
    index('evidence_created').on(t.createdAt, t.id),
  ],
)

// ---- claims, questionnaires, decisions, evidence ------------------------------------------------------------------------------

/** A set of questions: the pack's, or one of our own. `questions` of the pack's set is null: it is read from the pack. */
export type Question = {
  id: string
  section: string
  question: string
  obligations: string[]
  expectedEvidence: string | null
  invalidatedBy: string[]
}
export const questionSets = sqliteTable('question_sets', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  questions: json<Question[]>('questions').notNull(),
  /** How a filled file of another form is read: where its keys and answers stand, and which of our questions each key answers. */
  columns: json<ColumnMap>('columns'),
  version: integer('version').notNull(),
  demo: flag('demo').notNull().default(false),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})
/** Columns by letter or by the text of their heading; `sheet` null = the first that has them. */
export type ColumnMap = { sheet: string | null; key: string; answer: string; note: string | null; keys: Record<string, string> }

export const questionnaireStates = ['draft', 'sent', 'answered', 'closed', 'revoked'] as const
export const questionnaires = sqliteTable(
  'questionnaires',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    systemId: text('system_id'),
    title: text('title').notNull(),
    /** Null = the pack's questions. */
    setId: text('set_id'),
    questionIds: json<string[]>('question_ids').notNull(),
    /** The questions as they were sent; null while it is a draft. */
    frozen: json<Question[]>('frozen'),
    state: text('state').$type<(typeof questionnaireStates)[number]>().notNull(),
    /** SHA-256 of the link's secret; null = no link. */
    tokenHash: text('token_hash'),
    email: text('email'),
    expiresAt: text('expires_at'),
    sentAt: text('sent_at'),
    /** Who is told when answers come, or do not. */
    sentBy: text('sent_by'),
    answeredAt: text('answered_at'),
    /** What the vendor has filled in, by question: as far as it is while it was not sent back, then the answers of this round. */
    progress: json<Record<string, { answer: string; note?: string | null }>>('progress').notNull(),
    progressAt: text('progress_at'),
    /** The round before. */
    previousId: text('previous_id'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('questionnaires_vendor').on(t.vendorId, t.createdAt),
    uniqueIndex('questionnaires_token').on(t.tokenHash),
    index('questionnaires_state').on(t.state, t.expiresAt),
    index('questionnaires_created').on(t.createdAt),
  ],
)

export const claimStates = ['holds', 'relocated', 'edited', 'gone', 'withdrawn'] as const
/** What supports an answer; a passage is a text-quote selector (W3C Web Annotation, 4.2.4) in a snapshot. */
export type Support =
  | {
      type: 'passage'
      sourceId: string
      snapshotId: string
      exact: string
      prefix: string
      suffix: string
      /** The headings above it; absent where they are not known. */
      section?: string | null
      /** What stands there today, where cosmetic changes have edited it since. */
      now?: string
    }
  | { type: 'document'; evidenceId: string; page?: number | null }
  | { type: 'reply'; questionnaireId: string }
export const claims = sqliteTable(
  'claims',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    systemId: text('system_id'),
    questionId: text('question_id').notNull(),
    answer: text('answer').notNull(),
    support: json<Support>('support').notNull(),
    /** Of the support, for looking up: source of a passage, evidence of a document, questionnaire of a reply. */
    sourceId: text('source_id'),
    evidenceId: text('evidence_id'),
    questionnaireId: text('questionnaire_id'),
    state: text('state').$type<(typeof claimStates)[number]>().notNull(),
    before: text('before'),
    after: text('after'),
    /** The snapshot against which it was last held, and the finding that moved it. */
    checkedSnapshotId: text('checked_snapshot_id'),
    findingId: text('finding_id'),
    reason: text('reason'),
    /** The claim that took its place (another answer to the same question). */
    replacedBy: text('replaced_by'),
    claimedBy: text('claimed_by'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('claims_vendor').on(t.vendorId, t.questionId),
    index('claims_source').on(t.sourceId, t.state),
    index('claims_evidence').on(t.evidenceId),
    index('claims_questionnaire').on(t.questionnaireId),
    index('claims_created').on(t.createdAt),
    index('claims_state').on(t.state, t.createdAt),
  ],
)

/** Which claims a review rested on when it was closed. */
export const reviewClaims = sqliteTable(
  'review_claims',
  { reviewId: text('review_id').notNull(), claimId: text('claim_id').notNull() },
  (t) => [primaryKey({ columns: [t.reviewId, t.claimId] }), index('review_claims_claim').on(t.claimId)],
)

/** Which documents stand in the `evidenceIds` of a review, for looking up from the document; the review's own row is what is audited. */
export const reviewEvidence = sqliteTable(
  'review_evidence',
  { reviewId: text('review_id').notNull(), evidenceId: text('evidence_id').notNull() },
  (t) => [primaryKey({ columns: [t.reviewId, t.evidenceId] }), index('review_evidence_evidence').on(t.evidenceId)],
)

export const certificates = sqliteTable(
  'certificates',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    standard: text('standard').notNull(),
    number: text('number'),
    issuer: text('issuer'),
    scope: text('scope'),
    validFrom: text('valid_from'),
    validTo: text('valid_to'),
    evidenceId: text('evidence_id'),
    withdrawnReason: text('withdrawn_reason'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('certificates_vendor').on(t.vendorId),
    index('certificates_valid_to').on(t.validTo),
    index('certificates_created').on(t.createdAt),
  ],
)

export const dispositions = ['proceed', 'conditional', 'restricted', 'hold', 'decline'] as const
export const decisionStates = ['draft', 'awaiting-second-signature', 'in-force', 'lapsed', 'superseded'] as const
export const decisions = sqliteTable(
  'decisions',
  {
    id: text('id').primaryKey(),
    deploymentId: text('deployment_id').notNull(),
    disposition: text('disposition').$type<(typeof dispositions)[number]>().notNull(),
    /** In question and degraded follow from what it rests on and are never stored. */
    state: text('state').$type<(typeof decisionStates)[number]>().notNull(),
    reason: text('reason'),
    terms: json<{ id: string; text: string; dueOn: string | null; ownerId: string | null; doneOn: string | null }[]>('terms').notNull(),
    basis: json<{ type: 'snapshot' | 'claim' | 'evidence' | 'certificate' | 'contract'; id: string; hash: string }[]>('basis').notNull(),
    signatures: json<{ personId: string; at: string }[]>('signatures').notNull(),
    /** Why it lapsed. */
    because: json<{ type: string; id: string; text: string }[]>('because').notNull(),
    critical: flag('critical').notNull(),
    supersededBy: text('superseded_by'),
    lapsedAt: text('lapsed_at'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('decisions_deployment').on(t.deploymentId, t.createdAt),
    index('decisions_state').on(t.state),
    index('decisions_created').on(t.createdAt),
  ],
)
/** The basis and terms of decisions, for looking up by what moved and by what is due. Kept in the decision's batch. */
export const decisionBasis = sqliteTable(
  'decision_basis',
  { decisionId: text('decision_id').notNull(), type: text('type').notNull(), refId: text('ref_id').notNull(), sourceId: text('source_id') },
  (t) => [
    primaryKey({ columns: [t.decisionId, t.type, t.refId] }),
    index('decision_basis_ref').on(t.type, t.refId),
    index('decision_basis_source').on(t.sourceId),
  ],
)
export const decisionTerms = sqliteTable(
  'decision_terms',
  {
    decisionId: text('decision_id').notNull(),
    termId: text('term_id').notNull(),
    dueOn: text('due_on'),
    ownerId: text('owner_id'),
    doneOn: text('done_on'),
  },
  (t) => [
    primaryKey({ columns: [t.decisionId, t.termId] }),
    index('decision_terms_due').on(t.dueOn).where(sql`done_on is null`),
    index('decision_terms_owner').on(t.ownerId),
  ],
)

/** Dates of a model, each as it was told and by whom; a later one of the same kind moves it, the earlier stays. */
export const modelDates = sqliteTable(
  'model_dates',
  {
    id: text('id').primaryKey(),
    /** As the maker writes it, folded: `provider/model` where the provider is known. */
    model: text('model').notNull(),
    kind: text('kind').$type<'announced' | 'earliest' | 'committed' | 'observed'>().notNull(),
    day: text('day').notNull(),
    replacement: text('replacement'),
    quote: text('quote'),
    sourceId: text('source_id'),
    findingId: text('finding_id'),
    /** `pack` = the reference list, `source` = read from a watched page, `person`. */
    origin: text('origin').$type<'pack' | 'source' | 'person'>().notNull(),
    toldAt: text('told_at').notNull(),
    /** What follows is of what a person was told, and only that is audited: whose word it is, where it stands and when it was looked at. */
    vendorId: text('vendor_id'),
    told: json<{ type: ToldType; note: string | null; evidenceId: string | null; checkedOn: string }>('told'),
    recordedAt: text('recorded_at'),
    withdrawnAt: text('withdrawn_at'),
    withdrawnReason: text('withdrawn_reason'),
    version: integer('version'),
    demo: flag('demo'),
  },
  (t) => [
    index('model_dates_model').on(t.model, t.kind, t.toldAt),
    index('model_dates_day').on(t.day),
    index('model_dates_by_people').on(t.recordedAt, t.id).where(sql`version is not null`),
  ],
)

/** Leaving a vendor's system: steps, and the confirmation that our data is deleted. */
export const exits = sqliteTable(
  'exits',
  {
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    deploymentId: text('deployment_id'),
    reason: text('reason').notNull(),
    steps: json<{ id: string; text: string; dueOn: string | null; doneOn: string | null; evidenceId: string | null }[]>('steps').notNull(),
    state: text('state').$type<'open' | 'confirmed' | 'cancelled'>().notNull(),
    confirmedOn: text('confirmed_on'),
    version: integer('version').notNull(),
    demo: flag('demo').notNull().default(false),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [index('exits_vendor').on(t.vendorId), index('exits_state').on(t.state)],
)

/** Two documents of a vendor that say different things: one finding each, whatever becomes of it. */
export const contradictions = sqliteTable(
  'contradictions',
  {
    /** hash(vendor, check, fact in dispute) */
    id: text('id').primaryKey(),
    vendorId: text('vendor_id').notNull(),
    findingId: text('finding_id').notNull(),
    check: text('check').notNull(),
    fact: text('fact').notNull(),
    foundAt: text('found_at').notNull(),
    settledAt: text('settled_at'),
    /** Null = found before contradictions were audited. */
    version: integer('version'),
  },
  (t) => [index('contradictions_vendor').on(t.vendorId)],
)

// ---- notices ------------------------------------------------------------------------------------------------------------

export const channels = sqliteTable('channels', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  name: text('name').notNull(),
  address: text('address').notNull(),
  minSeverity: text('min_severity').$type<Severity>().notNull(),
  digest: text('digest').$type<'at-once' | 'daily' | 'weekly'>().notNull(),
  /** The key that webhooks are signed with; never leaves the store but once. */
  secret: text('secret'),
  enabled: flag('enabled').notNull().default(true),
  /** Only news of these units, and only what is for these roles; null = all. */
  unitIds: json<string[]>('unit_ids'),
  roles: json<PersonRole[]>('roles'),
  /** As with people. */
  timeZone: text('time_zone'),
  digestAt: text('digest_at'),
  quietFrom: text('quiet_from'),
  quietTo: text('quiet_to'),
  demo: flag('demo').notNull().default(false),
  version: integer('version').notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})

/** The outbox: stored in the batch of its cause, delivered on a later tick. */
export const notices = sqliteTable(
  'notices',
  {
    id: text('id').primaryKey(),
    /** The same cause for the same receiver is one notice. */
    idempotencyKey: text('idempotency_key').notNull(),
    channelId: text('channel_id'),
    personId: text('person_id'),
    findingId: text('finding_id'),
    caseId: text('case_id'),
    reviewId: text('review_id'),
    sourceId: text('source_id'),
    event: text('event').notNull(),
    payload: json<Record<string, unknown>>('payload').notNull(),
    state: text('state').$type<'waiting' | 'sent' | 'parked'>().notNull(),
    tries: integer('tries').notNull().default(0),
    nextTryAt: text('next_try_at').notNull(),
    /** Set where a cause was given to its channels: the notice that it came from. */
    causeId: text('cause_id'),
    /** When a cause was given to channels and people; null = not yet. */
    routedAt: text('routed_at'),
    /** The digest that carries it. */
    digestId: text('digest_id'),
    unitId: text('unit_id'),
    severity: text('severity').$type<Severity>(),
    /** Which process delivers it, until when in real time (ms since 1970). */
    leaseOwner: text('lease_owner'),
    leaseUntilMs: integer('lease_until_ms').notNull().default(0),
    sentAt: text('sent_at'),
    /** What the last try came to, in words; never what the other side sent. */
    fault: text('fault'),
    at: text('at').notNull(),
    demo: flag('demo').notNull().default(false),
  },
  (t) => [
    uniqueIndex('notices_key').on(t.idempotencyKey),
    index('notices_state').on(t.state, t.nextTryAt),
    index('notices_person').on(t.personId, t.at),
    index('notices_case').on(t.caseId),
    index('notices_finding').on(t.findingId),
    index('notices_cause').on(t.causeId),
    index('notices_digest').on(t.digestId),
    index('notices_channel').on(t.channelId, t.at),
    index('notices_at').on(t.at),
    index('notices_messages').on(t.at).where(sql`not (routed_at is not null and person_id is null and channel_id is null)`),
    index('notices_unrouted').on(t.at).where(sql`routed_at is null`),
  ],
)

// ---- proof --------------------------------------------------------------------------------------------------------------

/**
 * The hash chain of everything that a person or rule wrote. `after` is the whole record after the act, null when it was removed.
 * History as of an instant is read from here too: `record_versions` is a view on it, so that a state is stored once.
 */
export const audit = sqliteTable(
  'audit',
  {
    seq: integer('seq').primaryKey(),
    prev: text('prev').notNull(),
    hash: text('hash').notNull(),
    at: text('at').notNull(),
    /** Null = a rule of ours acted. */
    actorId: text('actor_id'),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    after: text('after'),
  },
  (t) => [
    index('audit_entity').on(t.entity, t.entityId, t.seq),
    index('audit_at').on(t.at),
    index('audit_actor').on(t.actorId, t.seq),
    index('audit_action_at').on(t.action, t.at),
  ],
)

/** History by recorded time: every state a record had, from the audit trail (migration `record-versions`). */
export const recordVersions = sqliteView('record_versions', {
  entity: text('entity').notNull(),
  entityId: text('entity_id').notNull(),
  version: integer('version'),
  at: text('at').notNull(),
  actorId: text('actor_id'),
  data: text('data').notNull(),
  seq: integer('seq').notNull(),
}).existing()
