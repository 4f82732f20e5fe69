import { catalogue } from '../../../../collectors/catalogue'
import type { CatalogueVendor } from '../../../core/catalogue'
import { addFromCatalogue } from '../../../flows/add-from-catalogue'
import { ruleActor } from '../../../store/audit'
import { withRuntime } from '../runtime'
import { type Command, type CommandInput, Failure, Usage } from './command'

export const catalogueCommand: Command = {
  name: 'catalogue',
  summary: 'Vendors we know: what they supply and where they announce changes.',
  usage: `telltale catalogue [list] [--json]
telltale catalogue show ID [--json]
telltale catalogue add ID [--json]

list prints a line a vendor; show prints its systems and sources, with what is switched off and why; add puts it
into the register with them. An id, a name or an alias will do. Nothing is fetched. Every address was seen in public material; none was opened
to check it.`,
  positionals: true,
  options: {},
  run: async (input) => {
    const { values, positionals, out } = input
    const [verb = 'list', name, ...rest] = positionals
    if (rest.length || (verb === 'list' && name !== undefined)) throw new Usage('catalogue takes list, or show or add with one id')
    if (verb === 'list') {
      const all = [...catalogue().values()]
      out(values.json === true ? `${JSON.stringify(all.map(summaryOf))}\n` : table(all))
      return 0
    }
    if (verb !== 'show' && verb !== 'add') throw new Usage(`catalogue takes list, show or add, not "${verb}"`)
    if (name === undefined) throw new Usage(`catalogue ${verb} needs the id of a vendor`)
    const vendor = vendorNamed(name)
    if (!vendor) throw new Failure(`the catalogue knows no vendor "${name}"`)
    if (verb === 'add') return add(input, vendor)
    out(values.json === true ? `${JSON.stringify(vendor, null, 2)}\n` : page(vendor))
    return 0
  },
}

const refusals = {
  'not-in-catalogue': 'it is not in the catalogue',
  'no-such-unit': 'there is no such unit',
  'there-already': 'it is in the register already',
}

const add = (input: CommandInput, vendor: CatalogueVendor) =>
  withRuntime(input, async ({ ports }) => {
    const done = await addFromCatalogue(ports, ruleActor, { id: vendor.id })
    if (!done.ok) throw new Failure(`${vendor.name} was not added: ${refusals[done.reason]}`)
    const counts = { vendorId: done.vendor.id, systems: done.systems.length, sources: done.sources.length }
    input.out(
      input.values.json === true
        ? `${JSON.stringify(counts)}\n`
        : `${vendor.name} added as ${counts.vendorId} with ${count(counts.systems, 'system')} and ${count(counts.sources, 'source')}\n`,
    )
    return 0
  })

/** By id, else by name or alias whatever its case. */
function vendorNamed(name: string): CatalogueVendor | undefined {
  const wanted = name.toLowerCase()
  const known = catalogue().get(wanted)
  return known ?? [...catalogue().values()].find((vendor) => [vendor.name, ...vendor.aliases].some((each) => each.toLowerCase() === wanted))
}

const summaryOf = ({ id, name, kind, systems, sources }: CatalogueVendor) => ({
  id,
  name,
  kind,
  systems: systems.length,
  sources: sources.length,
  enabled: sources.filter((source) => source.enabled).length,
})

function table(all: CatalogueVendor[]): string {
  const width = Math.max(...all.map(({ id }) => id.length))
  const lines = all.map(summaryOf).map(({ id, name, systems, sources, enabled }) => {
    const off = sources - enabled
    return `${id.padEnd(width)}  ${name}: ${count(systems, 'system')}, ${count(sources, 'source')}${off ? `, ${off} of them off` : ''}\n`
  })
  return lines.join('')
}

function page(vendor: CatalogueVendor): string {
  const lines = [
    `${vendor.name} (${vendor.id})`,
    `${vendor.legalEntity ?? 'legal entity not known'}; ${vendor.kind}; ${vendor.domains.join(', ') || 'no domains known'}`,
    '',
    ...vendor.systems.map((system) => `  ${system.id}  ${system.name}: ${system.what} [${system.kind}]${defaultOf(system)}`),
    '',
    ...vendor.sources.map(
      (source) => `  ${source.id}  ${source.type}  ${source.url}${source.offBecause ? `  off: ${source.offBecause}` : ''}`,
    ),
    '',
  ]
  return lines.join('\n')
}

const defaultOf = ({ onByDefault, onByDefaultNote }: CatalogueVendor['systems'][number]) =>
  onByDefaultNote ? `; ${onByDefaultNote}` : onByDefault === null ? '' : `; ${onByDefault ? 'on' : 'off'} by default`

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`
