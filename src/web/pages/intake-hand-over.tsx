import type { Child } from 'hono/jsx'
import { foldName } from '../../core/intake/near'
import { fieldByPackName } from '../../core/profile'
import { sentence } from '../ui/days'
import { Select, TextField } from '../ui/form'
import { sourceTypeName } from './change-words'
import type { RequestView } from './intake-request'

/** The last step: what goes into the register, to be chosen. */
export const IntakeHandOver = ({ view: { row, entry, vendor, mayUse } }: { view: RequestView }) => {
  const named = row.systemName ?? (entry || vendor ? '' : row.vendorName)
  const wanted = entry?.systems.find((one) => row.systemName !== null && foldName(one.name) === foldName(row.systemName))
  return (
    <section class="sec" id="hand-over">
      <h2>Hand-over to due diligence</h2>
      <p>
        {vendor
          ? `${vendor.name} is in the register already and gets what is named here.`
          : `${entry?.name ?? row.vendorName} goes into the register with what was answered.`}{' '}
        What nobody answered stays unknown.
      </p>
      <form class="form" method="post" action={`/intake/${row.id}/hand-over`}>
        {entry ? (
          <fieldset>
            <legend>From the catalogue</legend>
            <input type="hidden" name="fromCatalogue" value="1" />
            <h3>Systems</h3>
            {entry.systems.map((system) => (
              <Pick name="catalogueSystems" value={system.id} checked={!wanted || wanted === system}>
                {system.name}
                <span class="sub">{system.what}</span>
              </Pick>
            ))}
            <h3>Sources to watch</h3>
            {entry.sources.map((source) => (
              <Pick name="catalogueSources" value={source.id}>
                {sourceTypeName(source.type)}
                <span class="sub">
                  {source.url.replace(/^https?:\/\//, '')}
                  {source.offBecause ? `. Comes switched off: ${source.offBecause}` : ''}
                </span>
              </Pick>
            ))}
          </fieldset>
        ) : null}
        <TextField
          name="systemName"
          label={entry ? 'Another system, not in the list' : 'System'}
          hint="What the vendor supplies: a product, a model, a feature."
          typed={{ systemName: wanted ? '' : named }}
          faults={[]}
        />
        <Select name="systemKind" label="Its kind" blank="Not known" options={systemKinds()} typed={{}} faults={[]} />
        {mayUse ? (
          <TextField
            name="useName"
            label="Planned use, if it is to be registered too"
            hint="A short name, such as “Call notes”."
            typed={{}}
            faults={[]}
          />
        ) : null}
        <p>
          <button class="btn" type="submit">
            Put it into the register
          </button>
        </p>
      </form>
    </section>
  )
}

const Pick = ({ name, value, checked = true, children }: { name: string; value: string; checked?: boolean; children: Child }) => (
  <label class="pick">
    <input type="checkbox" name={name} value={value} checked={checked} /> <span>{children}</span>
  </label>
)

const systemKinds = () => {
  const shape = fieldByPackName('system.kind')?.shape
  return shape?.type === 'enum' ? shape.values.map((value) => ({ value, label: sentence(value.replaceAll('_', ' ')) })) : []
}
