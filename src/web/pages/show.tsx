import type { Child } from 'hono/jsx'
import type { Ports } from '../../ports'
import { watchCounts, workCounts } from '../../store/shell-page'
import { requestsWaiting } from '../../store/vendor-requests'
import { type Caller, callerOf, can } from '../authorise'
import type { AppContext, AppDeps } from '../environment'
import { remembered } from '../remembered'
import { dayInWords, dayMs, listed, sentence } from '../ui/days'
import { type Crumb, type Flash, Layout, type Section } from '../ui/layout'
import { AuditLink } from './audit-link'
import { frameworkName } from './change-words'
import { flashOf } from './flash'

export type PageView = {
  title: string
  section: Section | null
  crumbs?: readonly Crumb[]
  /** Instead of what the address says was done. */
  flash?: Flash | null
  children: Child
}

export const roleWords = (role: Caller['role']) => (role === 'none' ? 'No role yet' : sentence(role.replace('-', ' ')))

/** How far somebody's access goes: until when, which days, which frameworks, and of which instant the page is. */
function limitWords({ role, expiresOn, limits = null }: Caller, now: string): string[] {
  if (role !== 'auditor' || (expiresOn === null && limits === null)) return []
  const { periodFrom = null, periodTo = null, frameworks = null } = limits ?? {}
  const day = (one: string) => dayInWords(one, now)
  return [
    expiresOn === null ? 'read only' : `read only until ${day(expiresOn)}`,
    periodFrom && periodTo ? `days from ${day(periodFrom)} to ${day(periodTo)}` : '',
    periodFrom && !periodTo ? `days from ${day(periodFrom)}` : '',
    periodTo && !periodFrom ? `days until ${day(periodTo)}` : '',
    frameworks ? listed(frameworks.map(frameworkName), 10) : '',
    `as of ${day(now.slice(0, 10))}`,
  ].filter(Boolean)
}

type Work = Awaited<ReturnType<typeof workCounts>>
/** Every page counts the same work: it is counted anew once something was written. */
const kept = new WeakMap<Ports['db'], ReturnType<typeof remembered<Work>>>()
function keptWork(ports: Ports) {
  const held = kept.get(ports.db) ?? remembered<Work>(ports, { exactly: true })
  kept.set(ports.db, held)
  return held
}

/** What the sidebar says on every page: a count is work for the reader, or a fault; polls are those since an instant. */
export function shellCounts(ports: Ports, caller: Caller, since: string): Promise<Counts> {
  const known = countsOf.get(caller) ?? counted(ports, caller, since)
  countsOf.set(caller, known)
  return known
}
/** A caller is of one request: a page whose content shows the same counts has them read once. */
const countsOf = new WeakMap<Caller, Promise<Counts>>()
type Counts = Awaited<ReturnType<typeof counted>>

async function counted(ports: Ports, caller: Caller, since: string) {
  const key = JSON.stringify([caller.personId, caller.unitIds, caller.limits])
  const work = keptWork(ports)(key, () => workCounts(ports.db, caller, caller.personId))
  return { ...(await work), ...(await watchCounts(ports.db, caller, since)) }
}

/** A page in its frame, with the sidebar's counts for whoever reads it. `?done=…` shows what an act before it did. */
export async function show(
  c: AppContext,
  { ports }: Pick<AppDeps, 'ports'>,
  { title, section, crumbs, flash, children }: PageView,
  status: 200 | 400 | 409 = 200,
) {
  const caller = callerOf(c)
  const weekAgo = new Date(Date.parse(ports.now()) - 7 * dayMs).toISOString()
  const counts = await shellCounts(ports, caller, weekAgo)
  const intake = can(caller, 'write-register') ? await requestsWaiting(ports.db, caller, caller.personId) : 0
  const shell = {
    name: caller.name,
    role: [roleWords(caller.role), ...limitWords(caller, ports.now())].join('; '),
    mayAudit: can(caller, 'read-audit'),
    mayRemoveDemo: can(caller, 'administer') && caller.unitIds === null,
    intake,
    ...counts,
    // a count in the sidebar is work for the reader
    toTriage: can(caller, 'write-cases') ? counts.toTriage : 0,
  }
  const page = (
    <Layout title={title} section={section} shell={shell} crumbs={crumbs} flash={flash ?? flashOf(c)}>
      {children}
      {status === 200 ? <AuditLink path={c.req.path} may={shell.mayAudit} /> : null}
    </Layout>
  )
  // as bytes: text is measured, joined to its head and encoded anew on its way to the socket
  return c.body(new Uint8Array(encoder.encode(String(page))), status, { 'content-type': 'text/html; charset=UTF-8' })
}
const encoder = new TextEncoder()
