import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../collectors/catalogue'
import { vendorFiles } from '../../collectors/vendors'
import { catalogueVendor } from '../../src/core/catalogue'

const folder = new URL('../../collectors/vendors/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

describe('the catalogue of vendors', () => {
  it.each(names)('%s has the shape of a vendor, and its name is its id', (name) => {
    const parsed = catalogueVendor.safeParse(read(name))
    expect(parsed.error?.issues ?? []).toEqual([])
    expect(`${parsed.data?.id}.json`).toBe(name)
  })
  it('lists every file (else run node scripts/catalogue-list.mjs)', () => {
    expect(vendorFiles).toHaveLength(names.length)
    expect([...catalogue().keys()].sort()).toEqual(names.map((name) => name.slice(0, -'.json'.length)).sort())
  })
  it('gives every system and source an id of its own, and no vendor an address twice as the same type', () => {
    const all = [...catalogue().values()]
    for (const what of [all.flatMap((vendor) => vendor.systems), all.flatMap((vendor) => vendor.sources)]) {
      const ids = what.map((each) => each.id)
      expect(new Set(ids).size).toBe(ids.length)
    }
    for (const { id, sources } of all)
      expect({ id, urls: new Set(sources.map((source) => `${source.type} ${source.url}`)).size }).toEqual({ id, urls: sources.length })
  })
  it('switches off what cannot be read as it stands, with the reason', () => {
    const sources = [...catalogue().values()].flatMap((vendor) => vendor.sources)
    for (const source of sources.filter((each) => each.needsKey || each.needsBrowser)) expect(source.offBecause).toBeTruthy()
    expect(sources.filter((source) => source.enabled).length).toBeGreaterThan(sources.length / 2)
  })
  it('refuses a source that is off without a reason', () => {
    const [vendor] = catalogue().values()
    const [source] = vendor?.sources ?? []
    expect(catalogueVendor.safeParse({ ...vendor, sources: [{ ...source, enabled: false, offBecause: null }] }).success).toBe(false)
  })
})
