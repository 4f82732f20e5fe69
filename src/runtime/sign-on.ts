import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  fetchUserInfo,
} from 'openid-client'
import type { Config } from '../config'
import type { SignOnAttempt, SignOnPort } from '../ports'

const timeoutSeconds = 10
const answerBytes = 1024 * 1024

/**
 * Single sign-on with the provider that the operator set. Its address is theirs to choose, so it goes round the outbound gate for addresses typed
 * into the interface; it has a timeout and a byte limit all the same. What the provider says of itself is asked for at the first sign-on and kept,
 * but not a failure to say it.
 */
export function createSignOn({ issuer, clientId, clientSecret }: NonNullable<Config['oidc']>, fetch: ProviderFetch): SignOnPort {
  const url = new URL(issuer)
  let known: Promise<Configuration> | null = null
  const configuration = () => {
    known ??= discovery(url, clientId, clientSecret ?? undefined, undefined, {
      [customFetch]: bounded(fetch),
      timeout: timeoutSeconds,
      // `config.ts` lets plain http pass for a loopback address alone
      execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
    }).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }

  return {
    issuer,
    begin: ({ redirectUrl, state, nonce, verifier }) =>
      attempted(async () => {
        const parameters = {
          redirect_uri: redirectUrl,
          scope: 'openid email profile',
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
        }
        return { url: buildAuthorizationUrl(await configuration(), parameters).href }
      }),
    finish: (attempt, query) => attempted(async () => ({ claims: await claimsOf(await configuration(), attempt, query) })),
  }
}

/** The claims of the ID token; what it leaves out of e-mail, name and the rest is asked for at the provider (OpenID Connect Core 1.0, 5.4). */
async function claimsOf(
  configuration: Configuration,
  { redirectUrl, state, nonce, verifier }: SignOnAttempt,
  query: string,
): Promise<Record<string, unknown>> {
  const back = new URL(redirectUrl)
  back.search = query
  const answer = await authorizationCodeGrant(configuration, back, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = answer.claims()
  if (!claims) throw new Error('the provider sent no ID token')
  if (!configuration.serverMetadata().userinfo_endpoint) return claims
  return { ...(await fetchUserInfo(configuration, answer.access_token, claims.sub)), ...claims }
}

async function attempted<T extends object>(work: () => Promise<T>): Promise<({ ok: true } & T) | { ok: false; reason: string }> {
  try {
    return { ok: true, ...(await work()) }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

/** What went wrong, in words of the client; never a token or a secret. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : ''
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${code}${error.message}${cause}`.slice(0, 300)
}

/** One request to the provider, on either runtime. Redirects are not followed: the client asks for none. */
export type ProviderFetch = (
  url: string,
  options: { method: string; headers: Record<string, string>; body: string | null; redirect: 'manual'; signal: AbortSignal | null },
) => Promise<{ status: number; headers: Iterable<[string, string]>; body: AsyncIterable<Uint8Array<ArrayBuffer>> | null }>

/** No answer of the provider is read beyond a megabyte. */
const bounded =
  (fetch: ProviderFetch): CustomFetch =>
  async (url, { method, headers: sent, body: form, redirect, signal }) => {
    const request = { method, headers: sent, body: form ? String(form) : null, redirect, signal: signal ?? null }
    const { status, headers, body } = await fetch(url, request)
    if (!body) return new Response(null, { status, headers: [...headers] })
    const parts: Uint8Array<ArrayBuffer>[] = []
    let bytes = 0
    for await (const part of body) {
      bytes += part.byteLength
      if (bytes > answerBytes) throw new Error(`the provider answered with more than ${answerBytes} bytes`)
      parts.push(part)
    }
    return new Response(new Blob(parts), { status, headers: [...headers] })
  }
