import { describe, expect, it } from 'vitest'
import { type PersonRole, personRoles } from '../../src/store/schema'
import { type Ability, abilities, can } from '../../src/web/authorise'
import { routeAccess } from '../../src/web/routes'
import { type World, world } from '../world'

/** CONTRACT.md, "Who may", written out: who holds each ability. */
const holders: Record<Ability, PersonRole[]> = {
  read: ['administrator', 'risk-owner', 'procurement', 'analyst', 'auditor'],
  'read-audit': ['administrator', 'risk-owner', 'auditor'],
  'write-register': ['administrator', 'risk-owner', 'procurement', 'analyst'],
  'write-sources': ['administrator', 'risk-owner', 'analyst'],
  'write-cases': ['administrator', 'risk-owner'],
  approve: ['administrator', 'risk-owner'],
  administer: ['administrator'],
}

/** Every route that the app has, as `METHOD /path/{id}`. */
const routesOf = ({ app }: World): string[] => [
  ...new Set(
    app.routes
      .filter((route) => route.method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`),
  ),
]

/** Answers that say that the caller was let through to the handler or its parsing, whatever that then said of the request. */
const passed = (status: number, code: string | undefined) => !(status === 401 || status === 403 || (status === 303 && code === undefined))

describe('who may', () => {
  it('every route of the app stands in the table', async () => {
    expect(routesOf(await world()).filter((route) => !(route in routeAccess))).toEqual([])
  })

  it('each role holds the abilities of the contract, and no other', () => {
    for (const ability of abilities)
      expect(
        personRoles.filter((role) => can({ role, scope: 'session' }, ability)),
        ability,
      ).toEqual(personRoles.filter((role) => holders[ability].includes(role)))
  })

  it('a token grants no more than its scope, and no more than the role of its person', () => {
    for (const role of personRoles)
      for (const ability of abilities) {
        const held = holders[ability].includes(role)
        expect(can({ role, scope: 'read' }, ability), `${role} read ${ability}`).toBe(held && ability.startsWith('read'))
        expect(can({ role, scope: 'write' }, ability), `${role} write ${ability}`).toBe(held && ability !== 'administer')
        expect(can({ role, scope: 'admin' }, ability), `${role} admin ${ability}`).toBe(held)
      }
  })

  it('each cell of role × route: let through where the table says so, 403 elsewhere, 401 without a token', {
    timeout: 120_000,
  }, async () => {
    const made = await world()
    const tokens = new Map<PersonRole, string>()
    for (const role of personRoles) tokens.set(role, (await made.person(role)).token)
    const wrong: string[] = []
    const api = routesOf(made).filter((route) => route.includes(' /api/'))
    expect(api.length).toBeGreaterThan(60)
    for (const route of api) {
      const access = routeAccess[route]
      if (access === undefined || access === 'open') continue
      const [method = '', path = ''] = route.split(' ')
      // an id that is not there: whoever is let through comes as far as a refusal of the request itself
      const address = path.replace(/\{\w+\}/g, 'no-such-id')
      const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { 'no-such-field': true } : undefined
      const nobody = await made.send(method, address, { body })
      if (nobody.status !== 401) wrong.push(`${route} without a token: ${nobody.status}`)
      for (const role of personRoles) {
        const { status, json } = await made.send(method, address, { body, token: tokens.get(role) })
        const may = access === 'signed-in' || holders[access].includes(role)
        // the record is not there: who may not write it is told so or not, but never let through
        const letThrough = passed(status, json?.code) && !(status === 404 && !may)
        if (letThrough !== may) wrong.push(`${role} ${route}: ${status} ${json?.code ?? ''}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
