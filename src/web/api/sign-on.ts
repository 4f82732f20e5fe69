import { signOnRules } from '../../core/sign-on-rules'
import { setSignOnRules } from '../../flows/set-sign-on-rules'
import { signOnRulesOf } from '../../store/sign-ons'
import { demandVersion, record, stale } from '../answer'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { invalid } from '../problem'

const tag = 'Single sign-on'
const path = '/organisation/sign-on'
const answer = signOnRules
const body = signOnRules.omit({ version: true })

/** Which claim of the identity provider gives which role at a first single sign-on. */
export function signOnRoutes(app: App, { ports }: AppDeps): void {
  endpoint(app, { method: 'get', path, tag, summary: 'Which claim gives which role at a first single sign-on', answer }, async ({ c }) =>
    record(c, await signOnRulesOf(ports.db)),
  )

  const summary = 'Set which claim gives which role at a first single sign-on'
  endpoint(app, { method: 'put', path, tag, summary, body, answer, versioned: true }, async ({ c, caller, body }) => {
    const before = await signOnRulesOf(ports.db)
    demandVersion(c, before.version)
    const done = await setSignOnRules(ports, caller, body, before)
    if (done.ok) return record(c, done.result)
    if (done.reason === 'changed') throw stale()
    throw invalid([{ path: 'rules', message: `no such unit: ${done.detail}` }])
  })
}
