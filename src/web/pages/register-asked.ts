import { addDays } from '../../core/day'
import type { RegisterFilter } from '../../store/register-list'
import { addressOf } from './changes'

export const levels = ['vendors', 'systems', 'deployments'] as const
export type Level = (typeof levels)[number]

/** Filters that each level knows, by their name in the address, with the words for them. */
export const filterNames: Record<Level, Partial<Record<FilterName, string>>> = {
  vendors: { find: 'Find', tier: 'Tier', unit: 'Unit', has: 'View' },
  systems: { find: 'Find', kind: 'Kind', vendor: 'Vendor', parent: 'Built on', state: 'State', unit: 'Unit', has: 'View' },
  deployments: { find: 'Find', status: 'Status', vendor: 'Vendor', owner: 'Owner', unit: 'Unit', has: 'View' },
}
export type FilterName = Exclude<keyof RegisterFilter, 'changedSince'>
const names: readonly FilterName[] = ['find', 'unit', 'vendor', 'tier', 'kind', 'state', 'status', 'owner', 'parent', 'has']

export type View = { has: NonNullable<RegisterFilter['has']>; label: string }
/** Views that everybody has. */
export const builtIn: Record<Level, readonly View[]> = {
  vendors: [
    { has: 'changed', label: 'Changed in 3 months' },
    { has: 'missing-facts', label: 'Facts missing' },
    { has: 'unwatched', label: 'Nothing watched' },
  ],
  systems: [{ has: 'missing-facts', label: 'Facts missing' }],
  deployments: [
    { has: 'high-risk', label: 'High-risk' },
    { has: 'open-reviews', label: 'With open reviews' },
    { has: 'missing-facts', label: 'Facts missing' },
    { has: 'no-owner', label: 'Without an owner' },
  ],
}

/** Never more columns than these (DESIGN.md). */
export const mostColumns = 8

export type Asked = {
  level: Level
  filter: RegisterFilter
  /** Ids of columns; empty = the usual ones. */
  columns: string[]
  sort: { name: 'name' | 'createdAt' | 'updatedAt'; descending: boolean }
  cursor: string | null
}

const monthsSeen = 91

/** What an address of the register asks for. What a level does not know is passed over. */
export function askedOf(level: Level, search: URLSearchParams, now: string): Asked {
  const known = filterNames[level]
  const value = (name: FilterName) => (known[name] ? search.get(name)?.trim() || null : null)
  const sort = search.get('sort') ?? 'name'
  const plain = sort.replace(/^-/, '')
  const columns = search.getAll('columns').flatMap((text) => text.split(','))
  return {
    level,
    filter: {
      find: value('find'),
      unit: value('unit'),
      vendor: value('vendor'),
      tier: value('tier'),
      kind: value('kind'),
      state: value('state'),
      status: value('status'),
      owner: value('owner'),
      parent: value('parent'),
      has: builtIn[level].find((view) => view.has === search.get('has'))?.has ?? null,
      changedSince: `${addDays(now.slice(0, 10), -monthsSeen)}T00:00:00.000Z`,
    },
    columns: [...new Set(columns)].filter((id) => /^\w{1,60}$/.test(id)).slice(0, mostColumns),
    sort: { name: plain === 'createdAt' || plain === 'updatedAt' ? plain : 'name', descending: sort.startsWith('-') },
    cursor: search.get('cursor'),
  }
}

/** `-updatedAt`, as the address says it. */
export const sortText = ({ name, descending }: Asked['sort']) => `${descending ? '-' : ''}${name}`

/** The parts of an address that say the same again, without the place in the list. */
export function partsOf({ filter, columns, sort }: Asked): Record<string, string | null> {
  const text = sortText(sort)
  return {
    ...Object.fromEntries(names.map((name) => [name, filter[name]])),
    columns: columns.length ? columns.join(',') : null,
    sort: text === 'name' ? null : text,
  }
}

export const registerAddress = (asked: Asked, changes: Record<string, string | null> = {}) =>
  addressOf(`/register/${asked.level}`, partsOf(asked), changes)

/** What is saved of it: the address after the question mark. */
export const queryOf = (asked: Asked) => registerAddress(asked).split('?')[1] ?? ''

/** The filters that are set, each with the address without it. */
export const filtersSet = (asked: Asked, labels: Partial<Record<FilterName, string>> = {}) =>
  names.flatMap((name) => {
    const value = asked.filter[name]
    if (value === null) return []
    const label = name === 'has' ? (builtIn[asked.level].find((view) => view.has === value)?.label ?? value) : (labels[name] ?? value)
    return [{ name, label: name === 'find' ? `“${value}”` : label, href: registerAddress(asked, { [name]: null }) }]
  })
