import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/** Names that belong to the measuring harness, or to tools beside us. */
const ignored = new Set(['TELLTALE_CMD', 'TELLTALE_POLL_ARGS'])

const empty = (value: unknown) => (value === '' ? undefined : value)
const port = z.coerce
  .number('a whole number from 1 to 65535')
  .int('a whole number from 1 to 65535')
  .min(1, 'a whole number from 1 to 65535')
  .max(65535, 'a whole number from 1 to 65535')
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    )
/** A day, or an instant in ISO 8601. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(text) && !Number.isNaN(Date.parse(text))
const instant = z.string().refine(isInstant, 'an instant such as 2026-11-21T09:00:00Z')

/** Addresses and CIDR ranges as `[address, prefix length]`. */
const ranges = z.string().transform((text, context) => {
  const out: { address: string; bits: number }[] = []
  for (const part of text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)) {
    if (ipaddr.isValidCIDR(part)) {
      const [address, bits] = ipaddr.parseCIDR(part)
      out.push({ address: address.toString(), bits })
    } else if (ipaddr.isValid(part)) {
      const address = ipaddr.process(part)
      out.push({ address: address.toString(), bits: address.kind() === 'ipv4' ? 32 : 128 })
    } else context.addIssue({ code: 'custom', message: `addresses or CIDR ranges parted by commas; "${part}" is neither` })
  }
  return out
})

const settings = z.object({
  TELLTALE_HOST: z
    .string()
    .regex(/^(\[[\da-f:.]+\]|[\w.:%-]+)$/i, 'a host name or address, without scheme and port')
    .transform((host) => host.replace(/^\[|\]$/g, ''))
    .default('127.0.0.1'),
  TELLTALE_PORT: port.optional(),
  PORT: port.optional(),
  TELLTALE_DATA: z.string().default('./data'),
  TELLTALE_DATABASE_URL: url('file:', 'libsql:', 'http:', 'https:', 'ws:', 'wss:').optional(),
  TELLTALE_PUBLIC_URL: url('http:', 'https:').optional(),
  TELLTALE_SECRET_KEY: z.string().min(32, 'at least 32 characters').optional(),
  TELLTALE_CONTACT: z
    .string()
    .max(200, 'at most 200 characters')
    .regex(/^[\x20-\x7e]*$/, 'printable ASCII, for it goes into a header')
    .optional(),
  TELLTALE_ALLOW_PRIVATE: ranges.default([]),
  TELLTALE_POLLING: z.enum(['on', 'off'], 'on or off').default('on'),
  TELLTALE_NOW: instant.optional(),
  TELLTALE_SMTP_URL: url('smtp:', 'smtps:').optional(),
  TELLTALE_MAIL_FROM: z.string().optional(),
  TELLTALE_OIDC_ISSUER: url('http:', 'https:').optional(),
  TELLTALE_OIDC_CLIENT_ID: z.string().optional(),
  TELLTALE_OIDC_CLIENT_SECRET: z.string().optional(),
  TELLTALE_RATE_LIMIT: z.coerce
    .number('a whole number, 0 for none')
    .int('a whole number, 0 for none')
    .min(0, 'a whole number, 0 for none')
    .default(6000),
  TELLTALE_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug'], 'silent, error, warn, info or debug').default('info'),
  HTTPS_PROXY: url('http:', 'https:').optional(),
  NO_PROXY: z.string().optional(),
  CHROMIUM_PATH: z.string().optional(),
})
const names = Object.keys(settings.shape)

export type Config = {
  host: string
  port: number
  dataDir: string
  /** Null = the file `telltale.db` in the data directory. */
  databaseUrl: string | null
  publicUrl: string | null
  secretKey: string | null
  contact: string | null
  allowPrivate: { address: string; bits: number }[]
  polling: boolean
  /** Where the clock starts; null = real time. */
  clockStart: string | null
  smtp: { url: string; from: string | null } | null
  oidc: { issuer: string; clientId: string; clientSecret: string | null } | null
  /** Requests a minute a token or session; 0 = no limit. */
  rateLimit: number
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  proxy: { url: string; except: string | null } | null
  chromiumPath: string | null
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  (ipaddr.isValid(host.replace(/^\[|\]$/g, '')) && ipaddr.process(host.replace(/^\[|\]$/g, '')).range() === 'loopback')

/**
 * The environment as configuration, or every fault in it at once: `TELLTALE_PORT: a whole number from 1 to 65535, not "abc"`.
 * An unknown `TELLTALE_*` name is a fault. `dataDir` and `now` (of `--data` and `--now`) win over the environment.
 */
export function parseConfig(
  env: Record<string, string | undefined>,
  given: { dataDir?: string; now?: string } = {},
): { ok: true; config: Config } | { ok: false; faults: string[] } {
  const faults = Object.keys(env)
    .filter((name) => name.startsWith('TELLTALE_') && !ignored.has(name) && !names.includes(name))
    .map((name) => `${name}: unknown setting`)
  const read: Record<string, string | undefined> = {
    ...env,
    ...(given.dataDir !== undefined && { TELLTALE_DATA: given.dataDir }),
    ...(given.now !== undefined && { TELLTALE_NOW: given.now }),
  }
  const entries = Object.fromEntries(
    names.map((name) => [name, empty(read[name] ?? (name.endsWith('PROXY') ? read[name.toLowerCase()] : undefined))]),
  )
  const parsed = settings.safeParse(entries)
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0])
    // what may hold a password is named and not repeated
    const said = /SECRET|SMTP|DATABASE|PROXY/.test(name) ? '' : `, not "${String(read[name]).slice(0, 200)}"`
    faults.push(`${name}: ${issue.message}${said}`)
  }
  if (entries.TELLTALE_NOW && given.now === undefined && !isLoopback(String(entries.TELLTALE_HOST ?? '127.0.0.1')))
    faults.push('TELLTALE_NOW: only where TELLTALE_HOST is a loopback address')
  if (entries.TELLTALE_OIDC_ISSUER && !entries.TELLTALE_OIDC_CLIENT_ID)
    faults.push('TELLTALE_OIDC_CLIENT_ID: needed with TELLTALE_OIDC_ISSUER')
  if (!entries.TELLTALE_OIDC_ISSUER && entries.TELLTALE_OIDC_CLIENT_ID)
    faults.push('TELLTALE_OIDC_ISSUER: needed with TELLTALE_OIDC_CLIENT_ID')
  const issuer = parsed.data?.TELLTALE_OIDC_ISSUER
  if (issuer?.startsWith('http:') && !isLoopback(new URL(issuer).hostname))
    faults.push('TELLTALE_OIDC_ISSUER: https:// unless it is a loopback address')
  if (!parsed.success || faults.length) return { ok: false, faults }
  const s = parsed.data
  return {
    ok: true,
    config: {
      host: s.TELLTALE_HOST,
      port: s.TELLTALE_PORT ?? s.PORT ?? 8787,
      dataDir: s.TELLTALE_DATA,
      databaseUrl: s.TELLTALE_DATABASE_URL ?? null,
      publicUrl: s.TELLTALE_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
      secretKey: s.TELLTALE_SECRET_KEY ?? null,
      contact: s.TELLTALE_CONTACT ?? null,
      allowPrivate: s.TELLTALE_ALLOW_PRIVATE,
      polling: s.TELLTALE_POLLING === 'on',
      clockStart: s.TELLTALE_NOW ? new Date(s.TELLTALE_NOW).toISOString() : null,
      smtp: s.TELLTALE_SMTP_URL ? { url: s.TELLTALE_SMTP_URL, from: s.TELLTALE_MAIL_FROM ?? null } : null,
      oidc:
        s.TELLTALE_OIDC_ISSUER && s.TELLTALE_OIDC_CLIENT_ID
          ? { issuer: s.TELLTALE_OIDC_ISSUER, clientId: s.TELLTALE_OIDC_CLIENT_ID, clientSecret: s.TELLTALE_OIDC_CLIENT_SECRET ?? null }
          : null,
      rateLimit: s.TELLTALE_RATE_LIMIT,
      logLevel: s.TELLTALE_LOG,
      proxy: s.HTTPS_PROXY ? { url: s.HTTPS_PROXY, except: s.NO_PROXY ?? null } : null,
      chromiumPath: s.CHROMIUM_PATH ?? null,
    },
  }
}
