import { describe, expect, it } from 'vitest'
import { parseConfig } from '../src/config'

const faultsOf = (env: Record<string, string>, given?: Parameters<typeof parseConfig>[1]) => {
  const parsed = parseConfig(env, given)
  return parsed.ok ? [] : parsed.faults
}

describe('settings', () => {
  it('stand at their defaults in an empty environment', () => {
    const parsed = parseConfig({})
    expect(parsed.ok && parsed.config).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      dataDir: './data',
      allowPrivate: [],
      polling: true,
      rateLimit: 6000,
      clockStart: null,
    })
  })

  it('list every fault at once, the unknown name too', () => {
    const faults = faultsOf({
      TELLTALE_PORT: 'abc',
      TELLTALE_NONSENSE: '1',
      TELLTALE_POLLING: 'maybe',
      TELLTALE_ALLOW_PRIVATE: '127.0.0.1,everything',
    })
    expect(faults.join('\n')).toMatch(/TELLTALE_NONSENSE/)
    expect(faults.join('\n')).toMatch(/TELLTALE_PORT: a whole number from 1 to 65535, not "abc"/)
    expect(faults.join('\n')).toMatch(/TELLTALE_POLLING: on or off/)
    expect(faults.join('\n')).toMatch(/TELLTALE_ALLOW_PRIVATE: .*"everything"/)
    expect(faults).toHaveLength(4)
  })

  it('list what does not go together beside what is wrong by itself, and repeat nothing that may hold a password', () => {
    const faults = faultsOf({
      TELLTALE_PORT: 'abc',
      TELLTALE_HOST: '0.0.0.0',
      TELLTALE_NOW: '2026-01-01',
      TELLTALE_OIDC_CLIENT_ID: 'x',
      TELLTALE_DATABASE_URL: 'mysql://me:secret@db',
      HTTPS_PROXY: 'socks://me:secret@proxy',
    })
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(
      ['HTTPS_PROXY', 'TELLTALE_DATABASE_URL', 'TELLTALE_NOW', 'TELLTALE_OIDC_ISSUER', 'TELLTALE_PORT'].sort(),
    )
    expect(faults.join()).not.toContain('secret')
  })

  it.each(['http://127.0.0.1', '127.0.0.1 ', ''.padEnd(3, '/')])('take no host such as "%s"', (host) => {
    expect(faultsOf({ TELLTALE_HOST: host })[0]).toMatch(/^TELLTALE_HOST: a host name or address/)
  })

  it.each([
    { says: 'TELLTALE_PORT wins over PORT', env: { TELLTALE_PORT: '9001', PORT: '9002' }, want: { port: 9001 } },
    { says: 'PORT is heard where TELLTALE_PORT is not set', env: { PORT: '9002' }, want: { port: 9002 } },
    { says: 'an empty value is as good as none', env: { TELLTALE_PORT: '', TELLTALE_SMTP_URL: '' }, want: { port: 8787, smtp: null } },
    { says: "the harness's names are ignored", env: { TELLTALE_CMD: 'x', TELLTALE_POLL_ARGS: 'y' }, want: { port: 8787 } },
    {
      says: 'addresses and ranges are let through as such',
      env: { TELLTALE_ALLOW_PRIVATE: '127.0.0.1, 10.0.0.0/8' },
      want: {
        allowPrivate: [
          { address: '127.0.0.1', bits: 32 },
          { address: '10.0.0.0', bits: 8 },
        ],
      },
    },
    {
      says: 'the clock starts where it is told to',
      env: { TELLTALE_NOW: '2026-11-21T09:00:00Z' },
      want: { clockStart: '2026-11-21T09:00:00.000Z' },
    },
  ])('$says', ({ env, want }) => {
    const parsed = parseConfig(env)
    expect(parsed.ok && parsed.config).toMatchObject(want)
  })

  it('--data wins over TELLTALE_DATA', () => {
    const parsed = parseConfig({ TELLTALE_DATA: 'one' }, { dataDir: 'two' })
    expect(parsed.ok && parsed.config.dataDir).toBe('two')
  })

  it('a clock of its own is refused where others can reach the service', () => {
    expect(faultsOf({ TELLTALE_NOW: '2026-11-21', TELLTALE_HOST: '0.0.0.0' })).toEqual([
      'TELLTALE_NOW: only where TELLTALE_HOST is a loopback address',
    ])
  })

  it('a secret is never printed with its fault', () => {
    expect(faultsOf({ TELLTALE_SECRET_KEY: 'hunter2' }).join()).not.toContain('hunter2')
  })
})
