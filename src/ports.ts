import type { Capture, TransportCause } from './core/capture'
import type { Extracted } from './core/collector'
import type { Examination, ExamineRequest } from './core/examination'
import type { Reading } from './core/reading'
import type { SourceView } from './core/source'
import type { Database } from './store/database'
import type { BodyEncoding } from './store/schema'

/** Flat values only; ids, never contents; no secrets. Event names are noun.verb-in-the-past. */
export type Log = (event: string, fields?: Record<string, string | number | boolean | null | undefined>) => void

export type FetchRequest = {
  url: string
  /** Conditional headers and the like; user agent, accept and encoding are the port's own. */
  headers: Record<string, string>
  limits: { wireBytes: number; decodedBytes: number; timeMs: number; redirects: number }
  /** Bodies with this SHA-256 need not be kept in memory: `body` is then null. */
  knownHash: string | null
  /** Asked before each redirect is followed; what it answers ends the fetch. The time that it takes is not counted. */
  admit?: (url: string) => Promise<Refusal | null>
}
export type Refusal = { cause: TransportCause; reason: string }

/**
 * Answer of the outbound gate. `fault` = the transport failed or was refused before or at connect time; its `reason` is for people.
 * `bodyHash` is the SHA-256 (hex) of the decoded bytes.
 */
export type FetchAnswer =
  | {
      ok: true
      status: number
      headers: Record<string, string>
      finalUrl: string
      redirects: string[]
      body: Uint8Array | null
      bodyHash: string | null
      bytes: number
      wireBytes: number
    }
  | {
      ok: false
      cause: TransportCause
      reason: string
      status: number | null
      headers: Record<string, string>
      finalUrl: string | null
      /** Set where only a browser could read it, and there is none. */
      needsBrowser?: true
    }

/** An examination without the reading's text, which stays in the pipeline: what is stored of it, and how much there was. */
export type Examined = Omit<Examination, 'reading'> & {
  reading: (Pick<Reading, 'collector' | 'collectorVersion' | 'fingerprint' | 'language' | 'stated'> & { statementCount: number }) | null
}

export type Encoded = { encoding: BodyEncoding; data: Uint8Array }

/** A message by mail. `id` names it for good: the Message-ID follows from it, so that a receiver can tell a second copy. */
export type Mail = { id: string; to: string; subject: string; html: string; text: string }
/** A message by POST to an address that somebody typed in: it goes through the outbound gate and follows no redirect. */
export type HttpMessage = { url: string; headers: Record<string, string>; body: string }
/**
 * What became of a message. `reason` is for people and names neither secret nor what the other side wrote. `lasts` = trying again cannot help;
 * `retryAfterMs` = what the receiver asked for.
 */
export type SendAnswer = { ok: true; detail: string } | { ok: false; lasts: boolean; reason: string; retryAfterMs: number | null }

/** The ways out for notices. */
export type Outgoing = {
  /** Null where no mail server is set up. */
  mail: ((mail: Mail) => Promise<SendAnswer>) | null
  http: (message: HttpMessage) => Promise<SendAnswer>
  /** Where people reach this installation, without a slash at the end; null = unknown, then messages name places without links. */
  home: string | null
}

/** One attempt to sign on at the identity provider: what was sent with the browser, and must fit what comes back. */
export type SignOnAttempt = { redirectUrl: string; state: string; nonce: string; verifier: string }

/**
 * OpenID Connect with one provider (OpenID Connect Core 1.0, code flow, with PKCE by RFC 7636). Both calls reach the provider; what it refuses, or
 * what does not fit, comes back as a reason for the log and for an administrator.
 */
export type SignOnPort = {
  issuer: string
  /** Where the browser is sent to sign on. */
  begin: (attempt: SignOnAttempt) => Promise<{ ok: true; url: string } | { ok: false; reason: string }>
  /** The verified claims about who came back, `sub` among them; `query` is the query of the address that they came back to. */
  finish: (attempt: SignOnAttempt, query: string) => Promise<{ ok: true; claims: Record<string, unknown> } | { ok: false; reason: string }>
}

/** Every effect of Telltale as a type. Flows take the few they need: `Pick<Ports, 'db' | 'now'>`. */
export type Ports = {
  db: Database
  /** Product time, ISO 8601 UTC: the process's clock or the last tick, whichever is later. `refreshClock` reads the last tick. */
  now: () => string
  refreshClock: () => Promise<void>
  /** Real time in ms since 1970, for leases and spacing; not moved by TELLTALE_NOW. */
  realNow: () => number
  sleep: (ms: number) => Promise<void>
  /** Repeats work in real time until the answer is called: leases are renewed by it. Absent where the runtime has no timers. */
  every?: (ms: number, work: () => Promise<void>) => () => void
  newId: () => string
  /** Random bytes as base64url, for tokens and secrets. */
  newSecret: (bytes: number) => string
  /** 0 ≤ x < 1, for jitter. */
  random: () => number
  /** SHA-256, hex. */
  digest: (data: string | Uint8Array) => string
  hashPassword: (password: string) => Promise<string>
  checkPassword: (password: string, stored: string) => Promise<boolean>
  fetch: (request: FetchRequest) => Promise<FetchAnswer>
  /**
   * A page as a browser shows it once its scripts have run, as HTML. Whatever the page asks for goes through `fetch`, within the bounds of the
   * request. Absent where the runtime has no browser.
   */
  render?: (request: FetchRequest, fetch: Ports['fetch']) => Promise<FetchAnswer>
  /** Absent where no identity provider is set. */
  signOn?: SignOnPort
  /** The core's pipeline; on Node in a worker thread, which is replaced when it hangs. */
  pipeline: {
    /** `beforeKey` names the reading of `before` in the pipeline's cache: the current snapshot's id. */
    examine: (request: Omit<ExamineRequest, 'before'> & { before: Capture | null; beforeKey: string | null }) => Promise<Examined>
    /** The cheap pass: what a capture says, as a fingerprint; null where it cannot be read. Where it is `known`, nothing of it is kept for later. */
    fingerprint: (capture: Capture, source: SourceView, known?: string | null) => Promise<string | null>
    read: (capture: Capture, source: SourceView) => Promise<Extracted>
  }
  /**
   * Compresses a body, as a delta to the bodies of `path` where that pays; `decode` gives the exact bytes of every body of a path back. A path goes
   * from its key frame to the last body that rests on the others, `bytes` being what each stands for.
   */
  bodies: {
    encode: (body: Uint8Array, path: readonly { body: Uint8Array; stored: Encoded }[]) => Promise<Encoded>
    decode: (path: readonly { stored: Encoded; bytes: number }[]) => Promise<Uint8Array[]>
    /** Where stored forms lie when they lie outside the database, by the hash of the body. Absent: in the database. */
    objects?: {
      put: (hash: string, data: Uint8Array) => Promise<void>
      get: (hash: string) => Promise<Uint8Array | null>
      drop: (hashes: readonly string[]) => Promise<void>
    }
  }
  outgoing: Outgoing
  log: Log
}
