import { expect, it } from 'vitest'
import { seed } from '../../src/flows/seed'
import { world } from '../world'

it('seeding gives the same invented data twice, in the numbers asked for, and only once to an installation', async () => {
  const counts = { vendors: 7, systems: 20, deployments: 30, sources: 40, findings: 12, reviews: 70 }
  const lists: unknown[] = []
  for (let i = 0; i < 2; i++) {
    const made = await world()
    expect(await seed(made.ports, counts)).toEqual({ ok: true })
    expect(await seed(made.ports, counts)).toEqual({ ok: false, reason: 'seeded-already' })
    const { token } = await made.person('administrator')
    for (const [noun, count] of Object.entries(counts)) {
      const { json } = await made.send('GET', `/api/v1/${noun}?limit=500`, { token })
      expect([noun, json.total]).toEqual([noun, count])
      lists.push(json.items)
    }
    const heads = await made.send('GET', '/api/v1/audit?limit=1', { token })
    expect(heads.status).toBe(200)
  }
  expect(lists.slice(0, 6)).toEqual(lists.slice(6))
})
