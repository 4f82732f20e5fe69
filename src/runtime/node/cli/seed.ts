import { seed } from '../../../flows/seed'
import type { SeedCounts } from '../../../flows/seed-records'
import { withRuntime } from '../runtime'
import { type Command, Failure, number, Usage } from './command'

const nouns = ['vendors', 'systems', 'deployments', 'sources', 'findings', 'reviews'] as const
const most = 1_000_000

export const seedCommand: Command = {
  name: 'seed',
  summary: 'Fill an installation with invented data, for load tests.',
  usage: `telltale seed [--vendors N] [--systems N] [--deployments N] [--sources N] [--findings N] [--reviews N]

The same numbers give the same data. Reviews need deployments and findings, systems and sources need vendors.`,
  options: Object.fromEntries(nouns.map((noun) => [noun, { type: 'string' as const }])),
  run: async (input) => {
    if (input.positionals.length) throw new Usage('seed takes options only')
    const count = (noun: (typeof nouns)[number]) => number(input.values, noun, { fallback: 0, max: most })
    const counts: SeedCounts = {
      vendors: count('vendors'),
      systems: count('systems'),
      deployments: count('deployments'),
      sources: count('sources'),
      findings: count('findings'),
      reviews: count('reviews'),
    }
    if ((counts.systems || counts.sources || counts.findings) && !counts.vendors)
      throw new Usage('systems, sources and findings need --vendors')
    if (counts.deployments && !counts.systems) throw new Usage('deployments need --systems')
    if (counts.reviews && !(counts.deployments && counts.findings)) throw new Usage('reviews need --deployments and --findings')
    return withRuntime(input, async ({ ports }) => {
      const total = nouns.reduce((sum, noun) => sum + counts[noun], 0)
      const done = await seed(ports, counts, (written) => {
        if (input.terminal) input.err(`\r${written} of ${total} records`)
      })
      if (input.terminal) input.err('\n')
      if (!done.ok)
        throw new Failure(
          done.reason === 'seeded-already' ? 'this installation was seeded before' : 'more reviews than deployments have obligations',
        )
      input.out(input.values.json === true ? `${JSON.stringify(counts)}\n` : `${total} records\n`)
      return 0
    })
  },
}
