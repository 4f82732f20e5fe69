import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config'
import { addPerson, newPerson } from '../../../src/flows/add-person'
import { addToken } from '../../../src/flows/add-token'
import { tellPeople } from '../../../src/flows/tell-people'
import type { CommandInput } from '../../../src/runtime/node/cli/command'
import { tickCommand } from '../../../src/runtime/node/cli/tick'
import { openRuntime, type Runtime } from '../../../src/runtime/node/runtime'
import { buildApp } from '../../../src/web/app'
import { httpReceiver, mailReceiver } from './receivers'

const root = mkdtempSync(join(tmpdir(), 'telltale-telling-'))
const script = new URL('./tell-and-die.ts', import.meta.url).pathname
const began = '2026-11-21T09:00:00.000Z'
const later = '2026-11-21T10:00:00.000Z'
const cases = 6
const keys = new Map<string, string>()
let web: Awaited<ReturnType<typeof httpReceiver>>
let post: Awaited<ReturnType<typeof mailReceiver>>

const environment = () => ({
  TELLTALE_LOG: 'silent',
  TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
  TELLTALE_SMTP_URL: post.url,
  TELLTALE_MAIL_FROM: 'Telltale <alerts@telltale.example.test>',
  TELLTALE_PUBLIC_URL: 'https://telltale.example.test',
})
async function opened(name: string, now: string, env: Record<string, string> = environment()): Promise<Runtime> {
  const parsed = parseConfig(env, { dataDir: join(root, name), now })
  if (!parsed.ok) throw new Error(parsed.faults.join('; '))
  return openRuntime(parsed.config)
}

/** An administrator, two risk owners, and a call to the API as the administrator. */
async function door(runtime: Runtime) {
  const { ports, config, secret } = runtime
  const app = buildApp({ ports, config, secret })
  const made = await addPerson(
    ports,
    { personId: null },
    newPerson.parse({ email: 'admin@example.test', name: 'Admin', role: 'administrator' }),
  )
  if (!made.ok) throw new Error(made.reason)
  const token = await addToken(ports, { personId: made.person.id }, made.person, { scope: 'admin' })
  if (!token.ok) throw new Error(token.reason)
  const call = async (method: string, path: string, body?: object) => {
    const answer = await app.request(`http://localhost/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token.secret}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : null
  }
  for (const name of ['ada', 'ben']) await call('POST', '/people', { email: `${name}@example.test`, name, role: 'risk-owner' })
  await call('POST', '/vendors', { id: 'acme', name: 'Acme' })
  await call('POST', '/systems', { id: 'writer', vendorId: 'acme', name: 'Writer', kind: 'ai_product' })
  return call
}
type Call = Awaited<ReturnType<typeof door>>
const change = (call: Call, quote: string) =>
  call('POST', '/findings', {
    systemId: 'writer',
    kinds: ['model-version-replaced'],
    detected: '2026-11-21',
    silent: true,
    quote,
    source: { type: 'letter', note: 'Of today' },
  })
const hook = async (call: Call, path: string, more: object = {}) => {
  const made = await call('POST', '/channels', {
    type: 'webhook',
    name: path,
    address: `${web.origin}${path}`,
    minSeverity: 'low',
    ...more,
  })
  keys.set(path, made.secret)
  return made
}
const tick = async (name: string, now: string) => {
  let out = ''
  const input: CommandInput = {
    values: { data: join(root, name), now, json: true },
    positionals: [],
    terminal: false,
    env: environment(),
    stdin: async () => '',
    out: (text) => {
      out += text
    },
    err: () => {},
  }
  expect(await tickCommand.run(input)).toBe(0)
  return JSON.parse(out)
}

beforeAll(async () => {
  web = await httpReceiver(keys)
  post = await mailReceiver({ refuse: (to) => (to.startsWith('nobody') ? 550 : null) })
  const runtime = await opened('template', began)
  const call = await door(runtime)
  await hook(call, '/killed')
  for (let index = 0; index < cases; index++) await change(call, `Change ${index}`)
  await runtime.close()
}, 300_000)
afterAll(async () => {
  web.close()
  await post.close()
  rmSync(root, { recursive: true, force: true })
})

describe('telltale tick', { timeout: 300_000 }, () => {
  it('delivers by mail, signed webhook, Slack and Teams, and counts what it told', async () => {
    const runtime = await opened('all', began)
    const call = await door(runtime)
    await hook(call, '/signed')
    for (const [type, address] of [
      ['slack', `${web.origin}/slack`],
      ['teams', `${web.origin}/teams`],
      ['email', 'team@example.test'],
    ])
      await call('POST', '/channels', { type, name: type, address, minSeverity: 'low' })
    const { caseId } = await change(call, 'Now <script>alert(1)</script> & *all* <!channel> [link](https://evil.example)')
    await runtime.close()
    expect(await tick('all', later)).toMatchObject({ noticesRouted: 1, noticesSent: 6, noticesParked: 0 })

    const of = (path: string) => web.received.filter((one) => one.path === path)
    expect(of('/signed')).toHaveLength(1)
    expect(of('/signed')[0]).toMatchObject({
      verified: true,
      body: { type: 'case.opened', data: { caseId, link: `https://telltale.example.test/cases/${caseId}` } },
    })
    const slack = JSON.stringify(of('/slack')[0]?.body)
    expect(slack).toContain('"type":"rich_text_quote"')
    expect(slack).toContain('<!channel>')
    expect(JSON.stringify(of('/slack')[0]?.body.text)).not.toContain('<!')
    const teams = JSON.stringify(of('/teams')[0]?.body)
    expect(teams).toContain('application/vnd.microsoft.card.adaptive')
    expect(teams).not.toContain('"type":"TextBlock"')
    const mine = post.mails.filter((mail) => mail.to?.[0]?.address === 'ada@example.test').at(-1)
    expect(mine?.from?.address).toBe('alerts@telltale.example.test')
    expect(mine?.subject).toMatch(/^(Critical|High|Medium|Low): Acme: /)
    expect(mine?.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; *all*')
    expect(mine?.html).not.toContain('<script')
    expect(mine?.text).toContain('> Now <script>alert(1)</script>')
    expect(mine?.text).toContain('The vendor did not say so: the change was silent.')
    expect(mine?.messageId).toMatch(/^<notice_[\da-f]{40}@telltale\.example\.test>$/)
    expect(post.mails.some((mail) => mail.to?.[0]?.address === 'team@example.test')).toBe(true)
    expect(await tick('all', '2026-11-21T10:01:00.000Z')).toMatchObject({ noticesSent: 0 })
  })

  it('sends no message to a private address that the operator has not let through, and says so', async () => {
    const env = { ...environment(), TELLTALE_ALLOW_PRIVATE: '' }
    const runtime = await opened('gate', began, env)
    const call = await door(runtime)
    const made = await hook(call, '/gate')
    const { test } = await call('POST', `/channels/${made.id}/test`, {})
    expect(test).toMatchObject({ sent: false, says: expect.stringContaining('is not a public address') })
    expect(web.received.filter((one) => one.path === '/gate')).toEqual([])
    await runtime.close()
  })

  it('parks at once what the mail server will never take, and sends the rest', async () => {
    const runtime = await opened('refused', began)
    const call = await door(runtime)
    await call('POST', '/channels', { type: 'email', name: 'Gone', address: 'nobody@example.test', minSeverity: 'low' })
    await change(call, 'One')
    expect(await tellPeople(runtime.ports, later)).toMatchObject({ noticesSent: 2, noticesParked: 1, noticesFailed: 0 })
    const [parked] = (await call('GET', '/notices?filter[state]=parked')).items
    expect(parked).toMatchObject({ state: 'parked', fault: 'the mail server answered 550' })
    expect(await call('POST', `/notices/${parked.id}/retry`, {})).toMatchObject({ state: 'waiting', tries: 0 })
    expect(await call('POST', `/notices/${parked.id}/discard`, {})).toMatchObject({ id: parked.id })
    await runtime.close()
  })
})

describe('a process that is killed while it tells people', { timeout: 300_000 }, () => {
  const killed = async (name: string, step: string) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, join(root, name), later, step], {
      env: { ...process.env, ...environment() },
      stdio: 'inherit',
    })
    const [code, signal] = await once(child, 'close')
    return { code, signal }
  }
  /** What came for this copy of the template. Its messages have the ids of every other copy, so what was there before is not counted. */
  async function told(work: () => Promise<void>) {
    const [hooks, mails] = [web.received.length, post.mails.length]
    await work()
    return {
      hooks: web.received.slice(hooks).map((one) => ({ key: one.id, what: String(one.body.data?.caseId) })),
      mails: post.mails
        .slice(mails)
        .map((mail) => ({ key: mail.messageId ?? '', what: `${mail.to?.[0]?.address} ${mail.text?.match(/cases\/\S+/)?.[0]}` })),
    }
  }
  const distinct = (all: readonly { key: string; what: string }[]) => new Set(all.map(({ key }) => key)).size
  /** Once the lease of the dead process has lapsed, a minute of real time later. */
  const afterwards = async (name: string) => {
    const runtime = await opened(name, later)
    await tellPeople({ ...runtime.ports, realNow: () => Date.now() + 61_000 }, later)
    expect(await tellPeople({ ...runtime.ports, realNow: () => Date.now() + 61_000 }, later)).toMatchObject({ noticesSent: 0 })
    await runtime.close()
  }

  it.each([
    { step: 'before routing is written', doubles: false },
    { step: 'after routing, before anything is taken', doubles: false },
    { step: 'before sending', doubles: false },
    { step: 'while sending', doubles: true },
    { step: 'after sending, before noting it', doubles: true },
    { step: 'after one was noted', doubles: true },
  ])('$step: nothing is lost, and what comes twice bears the same id', async ({ step, doubles }) => {
    const name = step.replace(/\W+/g, '-')
    cpSync(join(root, 'template'), join(root, name), { recursive: true })
    const { hooks, mails } = await told(async () => {
      expect(await killed(name, step)).toMatchObject({ signal: 'SIGKILL' })
      await afterwards(name)
    })
    expect([distinct(hooks), distinct(mails)]).toEqual([cases, 2 * cases])
    expect(new Set(hooks.map(({ what }) => what)).size).toBe(cases)
    expect(new Set(mails.map(({ what }) => what)).size).toBe(2 * cases)
    if (!doubles) expect([hooks.length, mails.length]).toEqual([cases, 2 * cases])
    // never more than the few that were in hand
    expect(hooks.length + mails.length).toBeLessThanOrEqual(3 * cases + 8)
  })

  it('two at once tell everybody once', async () => {
    cpSync(join(root, 'template'), join(root, 'two'), { recursive: true })
    const { hooks, mails } = await told(async () => {
      const ends = await Promise.all([killed('two', 'none'), killed('two', 'none')])
      expect(ends.map(({ code }) => code)).toEqual([0, 0])
    })
    expect([hooks.length, distinct(hooks), mails.length, distinct(mails)]).toEqual([cases, cases, 2 * cases, 2 * cases])
  })
})
