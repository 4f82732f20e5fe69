import { describe, expect, it } from 'vitest'
import { catalogue } from '../../collectors/catalogue'
import { world } from '../world'

describe('the catalogue', () => {
  it('gives a vendor with the sources that were chosen, and says afterwards that it is there', async () => {
    const { send, person } = await world()
    const { token } = await person('procurement')
    const entry = [...catalogue().values()].find((vendor) => new Set(vendor.sources.map((source) => source.url)).size > 2)
    const [first, second] = entry?.sources ?? []
    if (!entry || !first || !second) throw new Error('the catalogue has no vendor with sources')
    const page = await send('GET', `/catalogue?find=${encodeURIComponent(entry.name)}`, { token })
    expect(page.text).toContain(`name="source" value="${first.id}"`)
    const form = new URLSearchParams({ chosen: 'true', source: first.id })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await send('POST', `/catalogue/${entry.id}`, { token, form, headers })).status).toBe(303)
    const { items } = (await send('GET', `/api/v1/sources?filter[vendorId]=${entry.id}`, { token })).json
    expect(items.map((source: { url: string }) => source.url)).toEqual([first.url])
    const again = await send('GET', `/catalogue?find=${encodeURIComponent(entry.name)}`, { token })
    expect(again.text).toContain(`<a href="/vendors/${entry.id}">In the register`)
  })
})
