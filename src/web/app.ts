import { OpenAPIHono } from '@hono/zod-openapi'
import { contractsRoutes } from './api/contracts'
import { deploymentsRoutes } from './api/deployments'
import { organisationRoutes } from './api/organisation'
import { peopleRoutes } from './api/people'
import { sourcesRoutes } from './api/sources'
import { systemsRoutes } from './api/systems'
import { tokensRoutes } from './api/tokens'
import { unitsRoutes } from './api/units'
import { vendorsRoutes } from './api/vendors'
import { authorise } from './authorise'
import type { App, AppDeps, AppEnv } from './environment'
import { firstRun, headers, limitBody, mediaType, rateLimit, sameOrigin } from './gates'
import { idempotency } from './idempotency'
import { identify } from './identify'
import { measure, openRoutes } from './open-routes'
import { accountPages } from './pages/account'
import { answerErrors, answerNotFound } from './problem'

/**
 * One app for both runtimes.
 *
 * To add a noun to the API: write `api/<noun>.ts` that exports `function <noun>Routes(app: App, deps: AppDeps): void` and registers each address
 * with `endpoint(app, { method, path, tag, summary, … }, handler)`; call it below (an import and a line). Pages are the same with
 * `pages/<noun>.tsx` and `app.get(path, handler)`. Each route needs its entry in `routes.ts`: a test walks the app and names the one without.
 */
export function buildApp(deps: AppDeps): App {
  const app: App = new OpenAPIHono<AppEnv>({ strict: false })
  app.onError(answerErrors(deps.ports.log))
  app.notFound(answerNotFound)
  app.use('*', measure(deps), headers(), limitBody())
  app.use('*', async (_, next) => {
    await deps.ports.refreshClock()
    return next()
  })
  app.use('*', firstRun(deps), identify(deps), rateLimit(deps), sameOrigin(deps), authorise(deps))
  app.use('/api/*', mediaType(), idempotency(deps))

  openRoutes(app, deps)
  accountPages(app, deps)
  unitsRoutes(app, deps)
  peopleRoutes(app, deps)
  tokensRoutes(app, deps)
  organisationRoutes(app, deps)
  vendorsRoutes(app, deps)
  systemsRoutes(app, deps)
  deploymentsRoutes(app, deps)
  contractsRoutes(app, deps)
  sourcesRoutes(app, deps)
  return app
}
