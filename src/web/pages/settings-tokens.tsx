import type { Token } from '../../store/tokens'
import { sentence } from '../ui/days'
import { type Fault, Select, TextField, type Typed } from '../ui/form'
import { Day, Instant } from '../ui/signs'

type Props = { mine: readonly Token[]; scopes: readonly Token['scope'][]; typed: Typed; faults: readonly Fault[]; now: string }

/** One's own API tokens, and the form for another. */
export const Tokens = ({ mine, scopes, typed, faults, now }: Props) => (
  <section class="sec" id="tokens">
    <h2>Your API tokens</h2>
    {mine.length ? (
      <ul class="hits">
        {mine.map((token) => (
          <li>
            {token.name ?? 'Without a name'}, scope {token.scope}
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
