import { expect, it } from 'vitest'
import { asset } from '../../src/runtime/node/assets'
import { routeAccess } from '../../src/web/routes'
import { world } from '../world'

it('the description names every route of the API, and what each refuses', async () => {
  const { app, send } = await world()
  const { json } = await send('GET', '/openapi.json')
  const described = Object.entries<Record<string, unknown>>(json.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const registered = new Set(
    app.routes
      .filter((route) => route.method !== 'ALL' && route.path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
  )
  expect(described.sort()).toEqual([...registered].sort())
  for (const [path, methods] of Object.entries<Record<string, { responses: Record<string, unknown> }>>(json.paths))
    for (const [method, { responses }] of Object.entries(methods)) {
      expect(
        Object.keys(responses).some((status) => /^2/.test(status)),
        `${method} ${path}`,
      ).toBe(true)
      expect(Object.keys(responses), `${method} ${path}`).toEqual(expect.arrayContaining(['400', '401', '403', '404', '429']))
      expect(routeAccess[`${method.toUpperCase()} ${path}`]).toBeDefined()
    }
})

it('the page that shows it loads nothing but files of ours', async () => {
  const { send } = await world({ deps: { asset } })
  const page = await send('GET', '/docs')
  const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .filter((file) => !file.startsWith('data:'))
  expect(files.length).toBe(3)
  for (const file of files) expect([file, (await send('GET', file)).status]).toEqual([file, 200])
  expect((await send('GET', '/assets/swagger-ui-bundle.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect((await send('GET', '/docs/..%2f..%2fpackage.json')).status).toBe(404)
  expect((await send('GET', '/problems/in-use')).text).toContain('Other records rest on this one.')
})
