import { type Caller, can } from '../authorise'
import { Empty, Head } from '../ui/parts'

/** The first day: an empty register and three ways on. */
export const FirstDay = ({ caller }: { caller: Caller }) => {
  const mayWrite = can(caller, 'write-register')
  return (
    <>
      <Head title="Nothing is watched yet">
        <p>Telltale watches what you tell it you rely on, and tells you when it has changed and what to look at again.</p>
      </Head>
      <Empty
        icon="chain"
        title="No vendor yet"
        acts={
          mayWrite ? (
            <>
              <a class="btn go" href="/catalogue">
                Pick a vendor from the catalogue
              </a>
              <a class="btn" href="/import">
                Import a list (CSV, JSON)
              </a>
              <a class="btn" href="/vendors/new">
                Add a vendor by hand
              </a>
            </>
          ) : null
        }
      >
        <p>
          {mayWrite
            ? 'Start with one vendor. From the catalogue its pages and AI features come along.'
            : 'A colleague with the role of procurement, risk owner or administrator adds the first vendor.'}
        </p>
      </Empty>
      {can(caller, 'administer') ? (
        <section class="sec">
          <h2>What makes it fit your organisation</h2>
          <ol>
            <li>
              <a href="/settings/organisation">Say what your organisation is</a>: its name, and what decides which law reaches it.
            </li>
            <li>
              <a href="/settings/units">Make the first unit</a> and name who answers for what in it. Without units everybody sees
              everything.
            </li>
            <li>
              <a href="/settings/people">Invite colleagues</a>: reviews then find their owner.
            </li>
          </ol>
        </section>
      ) : null}
      {can(caller, 'administer') && caller.unitIds === null ? (
        <section class="sec">
          <h2>Or look at it with invented data first</h2>
          <p>
            The demonstration is a fictional organisation with six vendors whose pages change over twelve weeks, played through the same
            pipeline. It is marked everywhere, and removed with one click.
          </p>
          <form method="post" action="/demo/load">
            <button class="btn" type="submit">
              Load the demonstration
            </button>
            <p class="hint">Takes some seconds. Nothing is fetched.</p>
          </form>
        </section>
      ) : null}
    </>
  )
}
