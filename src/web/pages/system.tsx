import { factFields } from '../../core/profile'
import { modelsInUse } from '../../flows/models-in-use'
import { waysFrom } from '../../store/changes-page'
import { type System, systemById, vendorById } from '../../store/register'
import { builtOn, parentNames, seenSystems, usesOfSystem } from '../../store/register-page'
import { supplyChainOf } from '../../store/supply-chain'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { plural, sentence } from '../ui/days'
import { Facts, Head, KeyValues, Path } from '../ui/parts'
import { Demo } from '../ui/signs'
import { SupplyChainPicture } from '../ui/supply-chain'
import { factWords } from './fact-words'
import { ModelsOf } from './model-table'
import { show } from './show'

/** One system: what it is built on, what is built on it, our uses, and its facts. */
export function systemPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/systems/:id', async (c) => {
    const caller = callerOf(c)
    const id = c.req.param('id')
    const system = (await isVisible(ports.db, caller, 'systems', id)) ? await systemById(ports.db, id) : null
    if (!system) throw notFound()
    const view = await gather(deps, caller, system)
    return show(c, deps, {
      title: system.name,
      section: 'register',
      crumbs: [
        { href: '/register/systems', label: 'Register: systems' },
        { href: `/vendors/${system.vendorId}`, label: view.vendorName },
      ],
      children: <SystemPage view={view} now={ports.now()} />,
    })
  })
}

async function gather({ ports }: AppDeps, caller: Caller, system: System) {
  const { db } = ports
  const [vendor, parents, above, uses, ways, chain, models] = await Promise.all([
    vendorById(db, system.vendorId),
    parentNames(db, [system.id]),
    builtOn(db, caller, system.id),
    usesOfSystem(db, caller, system.id),
    waysFrom(db, [system.id]),
    supplyChainOf(db, caller, [system.id]),
    modelsInUse(ports, caller, { systemIds: [system.id] }),
  ])
  const reached = await seenSystems(db, caller, [...ways.keys()])
  return {
    system,
    chain,
    models,
    vendorName: vendor?.name ?? 'unknown',
    parents: parents.get(system.id) ?? [],
    above,
    uses,
    ways: [...ways].filter(([id]) => reached.has(id)).map(([, names]) => names),
    mayEdit: can(caller, 'write-register'),
    mayUse: can(caller, 'write-cases'),
  }
}
type View = Awaited<ReturnType<typeof gather>>

const SystemPage = ({ view, now }: { view: View; now: string }) => {
  const { system, chain, vendorName, parents, above, uses, ways, models, mayEdit, mayUse } = view
  const downstream = ways.filter((names) => names.length > 1)
  const fields = factFields('system').filter((field) => field.name !== 'parentSystemIds')
  const isKnown = ({ name }: (typeof fields)[number]) => system.facts[name] !== null && system.facts[name] !== undefined
  const rowsOf = (some: typeof fields) =>
    some.map((field) => ({
      name: sentence(field.pack.replace('system.', '').replaceAll('_', ' ')),
      value: factWords(system.facts[field.name]),
    }))
  return (
    <>
      <Head
        title={system.name}
        acts={
          <>
            {mayUse ? (
              <a class="btn" href={`/deployments/new?system=${system.id}`}>
                Add a use
              </a>
            ) : null}
            {mayEdit ? (
              <a class="btn" href={`/systems/${system.id}/edit`}>
                Edit
              </a>
            ) : null}
          </>
        }
      >
        <p class="row">
          <Demo demo={system.demo} />
          <span>{typeof system.facts.kind === 'string' ? sentence(system.facts.kind.replaceAll('_', ' ')) : 'Kind unknown'}</span>
          <span class="soft">{vendorName}</span>
          {system.state === 'proposed' ? <span class="soft">Proposed: seen in a changelog, waits for triage</span> : null}
        </p>
      </Head>
      <Facts
        facts={[
          {
            question: 'Built on',
            answer: parents.length ? parents.map((parent) => parent.name).join(', ') : 'Nothing named',
            support: 'A change there reaches here.',
          },
          { question: 'What rests on it', answer: plural(downstream.length, 'other system'), support: 'A change here reaches them.' },
          {
            question: 'Our uses',
            answer: String(uses.length),
            support: uses.length
              ? uses
                  .map((use) => use.name)
                  .slice(0, 3)
                  .join(', ')
              : 'None registered.',
          },
          { question: 'Version', answer: factWords(system.facts.versionBinding), support: 'Whether the vendor can change it under us.' },
        ]}
      />
      <section class="mt">
        <h2>Who rests on whom</h2>
        <SupplyChainPicture
          chain={chain}
          title={system.name}
          list={{ href: `/register/systems?parent=${system.id}`, label: 'all systems built on it' }}
        />
      </section>
      <div class="cols mt">
        <div>
          <section>
            <h2>Our uses</h2>
            {uses.length ? (
              <ul class="hits">
                {uses.map((use) => (
                  <li>
                    <a href={`/deployments/${use.id}`}>{use.name}</a>
                    <span class="sub">{typeof use.facts.status === 'string' ? sentence(use.facts.status) : 'Status unknown'}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="soft">None is registered. A change here is then told without an owner.</p>
            )}
          </section>
          <section class="sec">
            <h2>Directly beside it</h2>
            {parents.length ? (
              <p>
                Rests on{' '}
                {parents.map((parent, index) => (
                  <>
                    {index ? ', ' : ''}
                    <a href={`/systems/${parent.id}`}>{parent.name}</a>
                  </>
                ))}
                .
              </p>
            ) : (
              <p class="soft">Nothing is named that this is built on.</p>
            )}
            {above.length ? (
              <ul class="hits mt">
                {above.map((one) => (
                  <li>
                    <a href={`/systems/${one.id}`}>{one.name}</a> <span class="soft">{one.vendorName}</span>
                  </li>
                ))}
              </ul>
            ) : null}
            {downstream.length ? (
              <details class="mt">
                <summary>{plural(downstream.length, 'way')} down from here</summary>
                {downstream.map((names) => (
                  <p>
                    <Path names={names} />
                  </p>
                ))}
              </details>
            ) : null}
          </section>
          <ModelsOf models={models} now={now} />
          {system.feature ? (
            <section class="sec">
              <h2>In our tenant</h2>
              <KeyValues
                rows={Object.entries(system.feature).map(([name, value]) => ({
                  name: sentence(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)),
                  value: factWords(value),
                }))}
              />
            </section>
          ) : null}
        </div>
        <aside class="aside" aria-label="Facts">
          <section>
            <h2>Facts</h2>
            <KeyValues rows={rowsOf(fields.filter(isKnown))} />
            {fields.every(isKnown) ? null : (
              <details class="mt">
                <summary>{plural(fields.length - fields.filter(isKnown).length, 'fact')} unknown</summary>
                <KeyValues rows={rowsOf(fields.filter((field) => !isKnown(field)))} />
              </details>
            )}
          </section>
        </aside>
      </div>
    </>
  )
}
