import type { Retention } from '../../../core/retention'
import { setRetention } from '../../../flows/set-retention'
import { ruleActor } from '../../../store/audit'
import { retentionOf } from '../../../store/retention'
import { withRuntime } from '../runtime'
import { type Command, number, text, Usage } from './command'

const longest = 36_500

export const retentionCommand: Command = {
  name: 'retention',
  summary: 'how long is kept what proves nothing, and legal holds',
  usage: `telltale retention [--bodies DAYS|ever] [--count N|all] [--captures DAYS|ever] [--hold ID] [--release ID]

  --bodies    bodies of captures, in days; without a setting for ever
  --count     bodies of each source, the newest so many; without a setting all
  --captures  rows of captures that differed in nothing that is read, and of unchanged checks
  --hold      everything of a vendor or source stays: vendor:ID or source:ID
  --release   the hold is over

What a finding, a decision, evidence or the current text rests on stays whatever is set here. "tick" trims. Without options it prints what is set.`,
  options: {
    bodies: { type: 'string' },
    count: { type: 'string' },
    captures: { type: 'string' },
    hold: { type: 'string' },
    release: { type: 'string' },
  },
  run: (input) => {
    const days = (name: 'bodies' | 'captures') =>
      text(input.values, name) === 'ever' ? null : number(input.values, name, { fallback: 0, min: 1, max: longest })
    const given: Partial<Retention> = {
      ...(text(input.values, 'bodies') !== undefined && { bodyDays: days('bodies') }),
      ...(text(input.values, 'count') !== undefined && {
        bodyCount: text(input.values, 'count') === 'all' ? null : number(input.values, 'count', { fallback: 1, min: 1, max: 1_000_000 }),
      }),
      ...(text(input.values, 'captures') !== undefined && { captureDays: days('captures') }),
    }
    const [hold, release] = [heldBy(text(input.values, 'hold')), heldBy(text(input.values, 'release'))]
    return withRuntime(input, async ({ ports }) => {
      const before = await retentionOf(ports.db)
      const changes = Object.keys(given).length || hold || release
      const lists = (name: 'heldVendors' | 'heldSources') => {
        const released = before[name].filter((id) => release?.list !== name || id !== release.id)
        return hold?.list === name ? [...new Set([...released, hold.id])].sort() : released
      }
      const now = changes
        ? await setRetention(ports, ruleActor, { ...given, heldVendors: lists('heldVendors'), heldSources: lists('heldSources') })
        : before
      input.out(input.values.json ? `${JSON.stringify(now)}\n` : said(now))
      return 0
    })
  },
}

function heldBy(given: string | undefined): { list: 'heldVendors' | 'heldSources'; id: string } | null {
  if (given === undefined) return null
  const [, noun, id] = /^(vendor|source):(.+)$/.exec(given) ?? []
  if (!id) throw new Usage(`a hold is on vendor:ID or source:ID, not "${given}"`)
  return { list: noun === 'vendor' ? 'heldVendors' : 'heldSources', id }
}

const span = (days: number | null) => (days === null ? 'for ever' : `${days} days`)
const said = ({ bodyDays, bodyCount, captureDays, heldVendors, heldSources }: Retention) =>
  `bodies ${span(bodyDays)}${bodyCount === null ? '' : `, the newest ${bodyCount} of each source`}, captures ${span(captureDays)}\nlegal hold: ${[...heldVendors.map((id) => `vendor ${id}`), ...heldSources.map((id) => `source ${id}`)].join(', ') || 'none'}\n`
