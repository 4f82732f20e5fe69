import type { TransportCause } from '../../core/capture'
import { Oversize, Undecodable } from './decode-body'
import { Refused } from './gate'

/** The time for the whole fetch, redirects included, is over. */
export class Late extends Error {}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

/** The innermost error that says something: undici and the socket wrap one another. */
function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length && !codeOf(error)) return rootOf(error.errors[0])
  return error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error
}

const tlsCode = /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH|ERR_OSSL)/

/** The transport's cause for whatever a hop threw. `proxied` = the connection went through the operator's proxy. */
export function causeOf(thrown: unknown, proxied: boolean): TransportCause {
  const error = rootOf(thrown)
  const code = codeOf(error)
  if (error instanceof Refused || codeOf(thrown) === 'TELLTALE_REFUSED') return 'refused-address'
  if (error instanceof Oversize) return 'too-large'
  if (error instanceof Undecodable) return 'unreadable'
  if (error instanceof Late || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'timeout'
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'too-large'
  if (tlsCode.test(code)) return 'tls'
  if (isNoHttp(error) || /^HPE_|^UND_ERR_(?:REQ|RES)_CONTENT_LENGTH/.test(code)) return 'unreadable'
  if (proxied) return 'proxy'
  if (/^(?:ENOTFOUND|EAI_|ENODATA|EBADNAME|ESERVFAIL)/.test(code)) return 'dns'
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'timeout'
  return 'connect'
}

const words: Record<string, string> = {
  ENOTFOUND: 'the name of the host is unknown',
  EAI_AGAIN: 'the name of the host could not be resolved just now',
  ECONNREFUSED: 'the host refuses the connection',
  ECONNRESET: 'the host broke the connection off',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network of the host cannot be reached',
  ETIMEDOUT: 'the connection took too long',
  UND_ERR_CONNECT_TIMEOUT: 'the connection took too long',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped coming',
  UND_ERR_HEADERS_OVERFLOW: 'the headers are too large',
  UND_ERR_SOCKET: 'the host broke the connection off',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain holds one that is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate cannot be verified',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of the certificate is not trusted',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
}

/** A sentence for people; texts of foreign code are bounded, and nothing of the answer's body is in them. */
export function reasonOf(thrown: unknown): string {
  const error = rootOf(thrown)
  if (error instanceof Late) return error.message
  const known = words[codeOf(error)]
  if (known) return known
  return (error instanceof Error ? error.message : String(error)).slice(0, 200)
}

/** The parser of HTTP names its errors and gives them no code. */
const isNoHttp = (error: unknown): boolean => error instanceof Error && error.name === 'HTTPParserError'
