import type { MiddlewareHandler } from 'hono'
import { setting } from '../store/settings'
import { routeKey } from './authorise'
import type { App, AppDeps, AppEnv } from './environment'
import { DocsPage, docsScript } from './pages/docs'
import { ProblemCodePage } from './pages/problem'
import { notFound, Problem } from './problem'
import { ownAsset } from './ui/static'

/** Counts every answer by route and status. */
export function measure({ ports, metrics }: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (!metrics) return next()
    const begun = ports.realNow()
    await next()
    metrics.observe({ method: c.req.method, route: routeKey(c) ?? 'none', status: c.res.status, seconds: (ports.realNow() - begun) / 1000 })
  }
}

/** What says how the installation is: health, readiness, metrics, the API's description, static files, and what each error code means. */
export function openRoutes(app: App, deps: AppDeps): void {
  const { ports, metrics, asset } = deps
  app.get('/healthz', (c) => c.json({ status: 'ok' }))

  app.get('/readyz', async (c) => {
    const lastTick = await setting(ports.db, 'last-tick').then(
      (value) => ({ database: true, at: typeof value === 'string' ? value : null }),
      (error: unknown) => {
        ports.log('readiness.failed', { error: error instanceof Error ? error.message : String(error) })
        return { database: false, at: null }
      },
    )
    const migrations = lastTick.database && ((await deps.migrated?.()) ?? true)
    const ready = lastTick.database && migrations
    return c.json({ database: lastTick.database, migrations, worker: { lastTickAt: lastTick.at } }, ready ? 200 : 503)
  })

  app.get('/metrics', async (c) => {
    if (!metrics) throw new Problem(404, 'not-found', 'Metrics are kept by the Node runtime only.')
    const { mediaType, body } = await metrics.text()
    return c.body(body, 200, { 'content-type': mediaType })
  })

  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'An API token, tt_…' })
  let description: string | null = null
  app.get('/openapi.json', (c) => {
    description ??= JSON.stringify(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Telltale',
          version: '1',
          description: 'Which vendor changes make which assurance work due again.',
          license: { name: 'Apache-2.0' },
        },
        servers: [{ url: '/' }],
      }),
    )
    return c.body(description, 200, { 'content-type': 'application/json' })
  })

  app.get('/assets/:path', async (c) => {
    const name = c.req.param('path')
    const found = ownAsset(name) ?? (await asset?.(name))
    if (!found) throw notFound()
    return c.body(typeof found.body === 'string' ? found.body : new Uint8Array(found.body), 200, {
      'content-type': found.mediaType,
      'cache-control': 'public, max-age=3600',
    })
  })
  app.get('/docs', (c) => c.html(DocsPage()))
  app.get('/docs/:file', (c) => {
    if (c.req.param('file') !== 'start.js') throw notFound()
    return c.body(docsScript, 200, { 'content-type': 'text/javascript; charset=utf-8' })
  })
  app.get('/favicon.ico', (c) => c.body(null, 204))

  app.get('/problems/:code', (c) => c.html(ProblemCodePage({ code: c.req.param('code') })))
}
