import { issueAccessLink } from '../../flows/access-links'
import { editPerson, fieldsOf, personFields } from '../../flows/edit-person'
import { signOutPerson } from '../../flows/end-sessions'
import { handOverWorkOf } from '../../flows/hand-over'
import { type Person, personById } from '../../store/people'
import { lastReadings, type Reading } from '../../store/readings'
import { sessionsOf } from '../../store/sessions'
import { holdingsOf, peopleByName } from '../../store/settings-page'
import { allUnits } from '../../store/units'
import { baseOf, linkBaseOf } from '../address'
import { reaches } from '../administering'
import { callerOf, can } from '../authorise'
import { deviceWords } from '../device-words'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { listed } from '../ui/days'
import { type Fault, Faults, type Typed } from '../ui/form'
import { KeyValues } from '../ui/parts'
import { Instant } from '../ui/signs'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'
import { AbsenceFields, personLabels, ScopeFields, typedOf, WhoFields } from './person-fields'
import { HandingOver, HandOverForm, Leaving } from './person-handing'
import { showSettings } from './settings-nav'
import { LinkOnce } from './settings-people'
import { roleWords } from './show'

type Shown = {
  typed?: Typed
  chosen?: { unitIds: string[]; frameworks: string[] }
  faults?: readonly Fault[]
  link?: { href: string; mailed: boolean }
}

const refused: Partial<Record<string, Fault>> = {
  'email-taken': { path: 'email', message: 'belongs to somebody already' },
  'last-administrator': { path: 'role', message: 'is the last administrator: make somebody else one first' },
  'no-such-unit': { path: 'unitIds', message: 'is not there any more' },
}

/**
 * One person, for an administrator: what they are, how far their access goes, their absence, a link to set a password, and what they hold. A risk
 * owner hands over their open work here.
 */
export function personPages(app: App, deps: AppDeps) {
  const { ports, config } = deps
  const { db } = ports
  const found = async (c: AppContext): Promise<Person> => {
    const person = await personById(db, c.req.param('id') ?? '')
    if (!person) throw notFound()
    return person
  }
  const at = (person: Person) => `/settings/people/${person.id}`

  app.get('/settings/people/:id', async (c) => page(c, await found(c), {}))

  for (const part of ['edit', 'away'] as const)
    app.post(`/settings/people/:id/${part}`, async (c) => {
      const before = await found(c)
      const { typed, all } = await formFields(c)
      const chosen = { unitIds: all('unitIds'), frameworks: all('frameworks') }
      const blank = (name: string) => typed[name] || null
      const changed =
        part === 'away'
          ? { awayFrom: blank('awayFrom'), awayUntil: blank('awayUntil'), delegateId: blank('delegateId') }
          : {
              name: typed.name,
              email: typed.email,
              role: typed.role,
              expiresOn: blank('expiresOn'),
              periodFrom: blank('periodFrom'),
              periodTo: blank('periodTo'),
              ...chosen,
            }
      const given = personFields.safeParse({ ...fieldsOf(before), ...changed })
      const shown = part === 'away' ? { typed } : { typed, chosen }
      if (!given.success) return page(c, before, { ...shown, faults: fieldErrors(given.error) })
      const done = await editPerson(ports, actorOf(c), before, given.data, callerOf(c).unitIds)
      if (done.ok) return c.redirect(doneAt(at(before), 'saved'), 303)
      const other = { path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }
      const fault = done.reason === 'bad-field' ? { path: done.path, message: done.message } : (refused[done.reason] ?? other)
      return page(c, before, { ...shown, faults: [fault] })
    })

  app.post('/settings/people/:id/link', async (c) => {
    const before = await found(c)
    const mail = (await formFields(c)).typed.mail === 'yes' && Boolean(config.smtp) && linkBaseOf(c, deps) !== null
    const done = await issueAccessLink(ports, actorOf(c), before.id, { base: baseOf(c, deps), mail })
    if (!done.ok) throw notFound()
    return page(c, done.result.person, { link: { href: done.result.link, mailed: mail } })
  })

  app.post('/settings/people/:id/sign-out', async (c) => {
    const before = await found(c)
    resultOf(await signOutPerson(ports, actorOf(c), before.id))
    return c.redirect(doneAt(at(before), 'sessions-ended'), 303)
  })

  app.post('/settings/people/:id/hand-over', async (c) => {
    const before = await found(c)
    const { typed } = await formFields(c)
    const done = await handOverWorkOf(ports, actorOf(c), { personId: before.id, toId: typed.toId ?? '', scope: callerOf(c) })
    if (!done.ok) return page(c, before, { typed, faults: [{ path: 'toId', message: 'expected somebody else who is here' }] })
    return c.redirect(doneAt(at(before), 'handed-over'), 303)
  })

  return { page }

  async function page(c: AppContext, person: Person, { typed = {}, chosen, faults = [], link }: Shown) {
    if (!can(callerOf(c), 'administer') || !reaches(callerOf(c), person.unitIds)) return colleague(c, person, { typed, faults })
    const [units, everybody, holdings, read, sessions] = await Promise.all([
      allUnits(db),
      peopleByName(db),
      holdingsOf(db, person.id),
      lastReadings(db, person.id, 50),
      sessionsOf(db, person.id, ports.now()),
    ])
    const others = everybody.filter((one) => one.id !== person.id && one.state !== 'left')
    const values = { ...typedOf(person), ...typed }
    const here = person.state !== 'left'
    const scope = chosen ?? { unitIds: person.unitIds ?? [], frameworks: person.frameworks ?? [] }
    const children = (
      <>
        <Faults faults={faults} labels={personLabels} />
        {link ? <LinkOnce name={person.name} {...link} /> : null}
        <KeyValues
          rows={[
            {
              name: 'State',
              value: person.state === 'active' ? 'Active' : person.state === 'invited' ? 'Invited, has not come in yet' : 'Has left',
            },
            { name: 'Signs in', value: waysIn(person) },
          ]}
        />
        {here ? (
          <>
            <section class="sec">
              <h2>Role and access</h2>
              <form class="form" method="post" action={`${at(person)}/edit`}>
                <WhoFields typed={values} faults={faults} />
                <ScopeFields units={units} typed={values} chosen={scope} faults={faults} />
                <p>
                  <button class="btn go" type="submit">
                    Save
                  </button>
                </p>
              </form>
            </section>
            <section class="sec">
              <h2>{person.state === 'invited' ? 'Invitation' : 'Password'}</h2>
              <form method="post" action={`${at(person)}/link`}>
                <p class="hint">A link with which they set a password, shown to you once. One that was made before stops working.</p>
                {config.smtp ? (
                  <label class="pick">
                    <input type="checkbox" name="mail" value="yes" /> Mail it to them as well
                  </label>
                ) : null}
                <p>
                  <button class="btn" type="submit">
                    Make a link
                  </button>
                </p>
              </form>
            </section>
            <section class="sec" id="sessions">
              <h2>Sessions</h2>
              {sessions.length ? (
                <form method="post" action={`${at(person)}/sign-out`}>
                  <p class="hint">Signed in on {listed(sessions.map(({ userAgent }) => deviceWords(userAgent)))}. Their tokens stay.</p>
                  <p>
                    <button class="btn" type="submit">
                      Sign them out everywhere
                    </button>
                  </p>
                </form>
              ) : (
                <p class="soft">Signed in nowhere.</p>
              )}
            </section>
            <section class="sec">
              <h2>Absence</h2>
              <form class="form" method="post" action={`${at(person)}/away`}>
                <AbsenceFields others={others} typed={values} faults={faults} />
                <p>
                  <button class="btn" type="submit">
                    Save the absence
                  </button>
                </p>
              </form>
            </section>
          </>
        ) : null}
        <HandingOver person={person} holdings={holdings} others={others} typed={typed} faults={faults} />
        {person.role === 'auditor' || read.length ? <Readings read={read} now={ports.now()} /> : null}
        {here ? <Leaving person={person} others={others} typed={typed} faults={faults} /> : null}
      </>
    )
    const crumbs = [{ href: '/settings/people', label: 'People' }]
    return showSettings(c, deps, { current: '/settings/people', title: person.name, crumbs, children }, faults.length ? 400 : 200)
  }

  /** The same for a risk owner: whose work it is, and handing it over. */
  async function colleague(c: AppContext, person: Person, { typed = {}, faults = [] }: Shown) {
    const others = (await peopleByName(db)).filter((one) => one.id !== person.id && one.state !== 'left')
    const children = (
      <>
        <Faults faults={faults} labels={personLabels} />
        <p class="soft">
          {roleWords(person.role)}. <a href={`/reviews?view=open&owner=${encodeURIComponent(person.id)}`}>Their open reviews</a>
        </p>
        <HandOverForm person={person} others={others} typed={typed} faults={faults} />
      </>
    )
    const crumbs = [{ href: '/settings/people', label: 'People' }]
    return showSettings(c, deps, { current: '/settings/people', title: person.name, crumbs, children }, faults.length ? 400 : 200)
  }
}

const Readings = ({ read, now }: { read: readonly Reading[]; now: string }) => (
  <section class="sec" id="readings">
    <h2>What they read</h2>
    {read.length ? (
      <details>
        <summary>The last {read.length}</summary>
        <ul class="hits">
          {read.map(({ path, at }) => (
            <li>
              <span class="mono wrap">{path}</span>
              <span class="sub">
                <Instant at={at} now={now} />
              </span>
            </li>
          ))}
        </ul>
      </details>
    ) : (
      <p class="soft">Nothing yet.</p>
    )}
  </section>
)

function waysIn({ passwordHash, oidcSubject }: Person): string {
  const ways = [passwordHash === null ? '' : 'by password', oidcSubject === null ? '' : 'by single sign-on'].filter(Boolean)
  return ways.length ? ways.join(' and ') : 'not yet: no password is set'
}
