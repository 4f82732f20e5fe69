import { isDay } from '../../core/day'
import { addToken, scopesFor } from '../../flows/add-token'
import { revokeToken } from '../../flows/revoke-token'
import { personById } from '../../store/people'
import { sessionsOf } from '../../store/sessions'
import { tokensOfAll, tokensOfPerson } from '../../store/settings-page'
import { type Token, tokenById } from '../../store/tokens'
import { demandReach } from '../administering'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { notFound } from '../problem'
import { sentence } from '../ui/days'
import { type Fault, Faults, Select, TextField, type Typed } from '../ui/form'
import { Day, Instant } from '../ui/signs'
import { actorOf } from './act'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'
import { Sessions, sessionSettings } from './settings-sessions'

const refusals = {
  'beyond-role': { path: 'scope', message: 'is beyond your role' },
  'already-expired': { path: 'expires', message: 'has passed' },
  outlives: { path: 'expires', message: 'is later than the end of the token that makes it' },
} as const
const labels: Record<string, string> = { tokenName: 'What for', scope: 'Scope', expires: 'Until' }

/** Making tokens of one's own, and revoking them. */
export function tokenSettings(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  sessionSettings(app, deps)
  app.get('/settings/tokens', (c) => page(c, {}))

  app.post('/settings/tokens', async (c) => {
    const caller = callerOf(c)
    const { typed } = await formFields(c)
    const scope = scopesFor(caller.role, caller).find((one) => one === typed.scope)
    if (typed.scope && !scope) return page(c, { typed, faults: [refusals['beyond-role']] })
    // a day that cannot be read must not make a token without an end
    if (typed.expires && !isDay(typed.expires))
      return page(c, { typed, faults: [{ path: 'expires', message: 'expected a day as YYYY-MM-DD' }] })
    const expiresOn = typed.expires || null
    const done = await addToken(
      ports,
      actorOf(c),
      { id: caller.personId, role: caller.role },
      { scope, expiresOn, name: typed.tokenName || null, maker: caller },
    )
    if (done.ok) return page(c, { secret: done.secret })
    return page(c, { typed, faults: [refusals[done.reason]] })
  })

  app.post('/settings/tokens/:id/revoke', async (c) => {
    const token = await tokenById(db, c.req.param('id'))
    if (!token || (token.personId !== callerOf(c).personId && !can(callerOf(c), 'administer'))) throw notFound()
    if (token.personId !== callerOf(c).personId) demandReach(callerOf(c), (await personById(db, token.personId))?.unitIds ?? null)
    await revokeToken(ports, actorOf(c), token)
    return c.redirect(doneAt('/settings/tokens', 'removed'), 303)
  })

  async function page(c: AppContext, { typed = {}, faults = [], secret }: { typed?: Typed; faults?: readonly Fault[]; secret?: string }) {
    const caller = callerOf(c)
    const mayAll = can(caller, 'administer')
    const [mine, sessions, all] = await Promise.all([
      tokensOfPerson(db, caller.personId),
      sessionsOf(db, caller.personId, ports.now()),
      mayAll ? tokensOfAll(db) : [],
    ])
    const others = all.filter(({ token }) => token.personId !== caller.personId)
    const children = (
      <>
        <Faults faults={faults} labels={labels} />
        {secret ? (
          <div class="flash" role="status">
            <span>
              Your token, shown this once: <code class="mono wrap">{secret}</code>
            </span>
          </div>
        ) : null}
        <Tokens mine={mine} scopes={scopesFor(caller.role, caller)} typed={typed} faults={faults} now={ports.now()} />
        <Sessions mine={sessions} here={caller.scope === 'session' ? caller.key : null} now={ports.now()} />
        {mayAll ? <OthersTokens others={others} now={ports.now()} /> : null}
      </>
    )
    return showSettings(c, deps, { current: '/settings/tokens', children }, faults.length ? 400 : 200)
  }
}

type Props = { mine: readonly Token[]; scopes: readonly Token['scope'][]; typed: Typed; faults: readonly Fault[]; now: string }

/** One's own API tokens, and the form for another. */
const Tokens = ({ mine, scopes, typed, faults, now }: Props) => (
  <section class="sec" id="tokens">
    <h2>Your API tokens</h2>
    {mine.length ? (
      <ul class="hits">
        {mine.map((token) => (
          <li>
            {token.name ?? 'Without a name'}, scope {token.scope}
            <Life token={token} now={now} />
            <form method="post" action={`/settings/tokens/${token.id}/revoke`} class="inline">
              <button class="btn link" type="submit">
                Revoke
              </button>
            </form>
          </li>
        ))}
      </ul>
    ) : (
      <p class="soft">None.</p>
    )}
    <details class="mt" open={faults.some((fault) => fault.path === 'expires' || fault.path === 'scope')}>
      <summary>Make a token</summary>
      <form class="form" method="post" action="/settings/tokens">
        <TextField name="tokenName" label="What for" typed={typed} faults={faults} />
        <Select
          name="scope"
          label="Scope"
          required
          options={scopes.map((scope) => ({ value: scope, label: sentence(scope) }))}
          typed={typed}
          faults={faults}
        />
        <TextField name="expires" label="Until" type="date" typed={typed} faults={faults} />
        <p>
          <button class="btn" type="submit">
            Make the token
          </button>
        </p>
      </form>
    </details>
  </section>
)

const Life = ({ token, now }: { token: Token; now: string }) => (
  <span class="sub">
    made <Instant at={token.createdAt} now={now} />,{' '}
    {token.expiresAt ? (
      <>
        until <Day day={token.expiresAt.slice(0, 10)} now={now} />
      </>
    ) : (
      'without an end'
    )}
    {token.lastUsedAt ? (
      <>
        , last used <Instant at={token.lastUsedAt} now={now} />
      </>
    ) : (
      ', never used'
    )}
  </span>
)

/** Everybody else's tokens, for an administrator, who may revoke them. */
const OthersTokens = ({ others, now }: { others: readonly { token: Token; personName: string }[]; now: string }) => (
  <section class="sec">
    <h2>Tokens of others</h2>
    {others.length ? (
      <ul class="hits">
        {others.map(({ token, personName }) => (
          <li>
            {personName}: {token.name ?? 'without a name'}, scope {token.scope}
            <Life token={token} now={now} />
            <form method="post" action={`/settings/tokens/${token.id}/revoke`} class="inline">
              <button class="btn link" type="submit">
                Revoke
              </button>
            </form>
          </li>
        ))}
      </ul>
    ) : (
      <p class="soft">None.</p>
    )}
  </section>
)
