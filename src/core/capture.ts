/** Verdicts of the guard on a capture: is this the document at all? Only `ok` and `not-modified` count as a good check. */
export const captureVerdicts = [
  'ok',
  'not-modified',
  'blocked',
  'soft-404',
  'error',
  'login',
  'consent-wall',
  'empty',
  'partial',
  'wrong-locale',
  'moved',
] as const
export type CaptureVerdict = (typeof captureVerdicts)[number]

/** Why a source is not healthy: the transport's own causes, else the guard's verdict. */
export const transportCauses = [
  'dns',
  'connect',
  'tls',
  'timeout',
  'http-4xx',
  'http-5xx',
  'proxy',
  'robots',
  'refused-address',
  'too-large',
  'too-slow',
  'wrong-type',
  'unreadable',
] as const
export type TransportCause = (typeof transportCauses)[number]
export type HealthCause = TransportCause | CaptureVerdict

export const healthStates = [
  'ok',
  'never-read',
  'unavailable',
  'blocked',
  'login',
  'needs-browser',
  'partial',
  'gone',
  'moved',
  'collector-broken',
  'paused',
] as const
export type HealthState = (typeof healthStates)[number]

/** One response as received. `headers` holds lower-case names; `status` is null where history did not record it. */
export type Capture = {
  at: string
  status: number | null
  headers: Record<string, string>
  /** Media type with parameters as the server sent it, or as the history recorded it; null when missing. */
  mediaType: string | null
  requestedUrl: string
  finalUrl: string
  body: Uint8Array
}

/** The guard's word on a capture, with a reason that a person can read. */
export type Judgement = {
  verdict: CaptureVerdict
  cause: HealthCause | null
  reason: string | null
  /** Set where a browser would show more. */
  needsBrowser?: true
}
