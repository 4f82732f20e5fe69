import { OpenAPIHono } from '@hono/zod-openapi'
import { auditRoutes } from './api/audit'
import { capturesRoutes } from './api/captures'
import { casesRoutes } from './api/cases'
import { catalogueRoutes } from './api/catalogue'
import { certificatesRoutes } from './api/certificates'
import { changesRoutes } from './api/changes'
import { channelsRoutes } from './api/channels'
import { claimRoutes } from './api/claims'
import { commentsRoutes } from './api/comments'
import { contractsRoutes } from './api/contracts'
import { coverageRoutes } from './api/coverage'
import { decisionsRoutes } from './api/decisions'
import { deploymentsRoutes } from './api/deployments'
import { evidenceRoutes } from './api/evidence'
import { exitsRoutes } from './api/exits'
import { findingsRoutes } from './api/findings'
import { healthRoutes } from './api/health'
import { importsRoutes } from './api/imports'
import { modelsRoutes } from './api/models'
import { noticesRoutes } from './api/notices'
import { organisationRoutes } from './api/organisation'
import { peopleRoutes } from './api/people'
import { pollsRoutes } from './api/polls'
import { questionSetsRoutes } from './api/question-sets'
import { questionnairesRoutes } from './api/questionnaires'
import { reviewsRoutes } from './api/reviews'
import { sessionsRoutes } from './api/sessions'
import { signOnRoutes } from './api/sign-on'
import { snapshotsRoutes } from './api/snapshots'
import { sourcesRoutes } from './api/sources'
import { systemsRoutes } from './api/systems'
import { toDosRoutes } from './api/to-dos'
import { tokensRoutes } from './api/tokens'
import { unitsRoutes } from './api/units'
import { vendorFactsRoutes } from './api/vendor-facts'
import { vendorRequestsRoutes } from './api/vendor-requests'
import { vendorsRoutes } from './api/vendors'
import { authorise } from './authorise'
import type { App, AppDeps, AppEnv } from './environment'
import { firstRun, headers, keepReadings, limitBody, mediaType, rateLimit, sameOrigin } from './gates'
import { idempotency } from './idempotency'
import { identify } from './identify'
import { measure, openRoutes } from './open-routes'
import { accessPages } from './pages/access'
import { accountPages } from './pages/account'
import { auditPages } from './pages/audit'
import { casePages } from './pages/cases'
import { cataloguePages } from './pages/catalogue'
import { certificateForms } from './pages/certificate-form'
import { certificatePages } from './pages/certificates'
import { changesPages } from './pages/changes'
import { chartsPages } from './pages/charts'
import { claimPages } from './pages/claims'
import { claimsList } from './pages/claims-list'
import { contractForms } from './pages/contract-form'
import { coveragePages } from './pages/coverage'
import { decisionPages } from './pages/decision'
import { decisionForms } from './pages/decision-form'
import { demoPages } from './pages/demo'
import { deploymentPages } from './pages/deployment'
import { evidencePages } from './pages/evidence'
import { evidenceForms } from './pages/evidence-form'
import { exitPages } from './pages/exit'
import { feedRoutes } from './pages/feeds'
import { findingPages } from './pages/finding'
import { importPages } from './pages/import'
import { intakePages } from './pages/intake'
import { intakeActs } from './pages/intake-acts'
import { intakeAskPages } from './pages/intake-ask'
import { intakeRequestPages } from './pages/intake-request'
import { keysPages } from './pages/keys'
import { listFiles } from './pages/list-files'
import { modelDateForms } from './pages/model-date-form'
import { modelsPages } from './pages/models'
import { noticePages } from './pages/notices'
import { objectionPages } from './pages/objection'
import { questionSetPages } from './pages/question-sets'
import { questionnairePages } from './pages/questionnaire'
import { questionnaireForms } from './pages/questionnaire-forms'
import { quietChangePages } from './pages/quiet-change'
import { recordForms } from './pages/record-forms'
import { registerPages } from './pages/register'
import { reportPages } from './pages/report'
import { reportsPages } from './pages/reports'
import { respondPages } from './pages/respond'
import { reviewPages } from './pages/review'
import { reviewMoves } from './pages/review-moves'
import { reviewsPages } from './pages/reviews'
import { searchPages } from './pages/search'
import { settingsPages } from './pages/settings'
import { cadencePages } from './pages/settings-cadences'
import { channelPages } from './pages/settings-channels'
import { noticeSettings } from './pages/settings-notices'
import { retentionSettings } from './pages/settings-retention'
import { setupPages } from './pages/setup'
import { signManyPages } from './pages/sign-many'
import { signOnPages } from './pages/sign-on'
import { sourcePages } from './pages/source'
import { sourceForms } from './pages/source-forms'
import { sourceRawPages } from './pages/source-raw'
import { sourcesPages } from './pages/sources'
import { systemPages } from './pages/system'
import { todayPages } from './pages/today'
import { useReviewPages } from './pages/use-review-moves'
import { vendorPages } from './pages/vendor'
import { summaryPages } from './pages/vendor-summary'
import { watchingPages } from './pages/watching'
import { whyPages } from './pages/why'
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
  app.use('*', firstRun(deps), identify(deps), rateLimit(deps), sameOrigin(deps), authorise(deps), keepReadings(deps))
  app.use('/api/*', mediaType(), idempotency(deps))

  openRoutes(app, deps)
  accountPages(app, deps)
  signOnPages(app, deps)
  accessPages(app, deps)
  setupPages(app, deps)
  unitsRoutes(app, deps)
  peopleRoutes(app, deps)
  tokensRoutes(app, deps)
  sessionsRoutes(app, deps)
  organisationRoutes(app, deps)
  signOnRoutes(app, deps)
  vendorsRoutes(app, deps)
  vendorFactsRoutes(app, deps)
  systemsRoutes(app, deps)
  deploymentsRoutes(app, deps)
  contractsRoutes(app, deps)
  vendorRequestsRoutes(app, deps)
  sourcesRoutes(app, deps)
  importsRoutes(app, deps)
  catalogueRoutes(app, deps)
  snapshotsRoutes(app, deps)
  pollsRoutes(app, deps)
  healthRoutes(app, deps)
  changesRoutes(app, deps)
  capturesRoutes(app, deps)
  findingsRoutes(app, deps)
  casesRoutes(app, deps)
  commentsRoutes(app, deps)
  reviewsRoutes(app, deps)
  toDosRoutes(app, deps)
  decisionsRoutes(app, deps)
  exitsRoutes(app, deps)
  questionnairesRoutes(app, deps)
  questionSetsRoutes(app, deps)
  channelsRoutes(app, deps)
  noticesRoutes(app, deps)
  evidenceRoutes(app, deps)
  certificatesRoutes(app, deps)
  claimRoutes(app, deps)
  modelsRoutes(app, deps)
  auditRoutes(app, deps)
  coverageRoutes(app, deps)
  todayPages(app, deps)
  decisionForms(app, deps)
  listFiles(app, deps)
  decisionPages(app, deps)
  exitPages(app, deps)
  changesPages(app, deps)
  reportPages(app, deps)
  objectionPages(app, deps)
  findingPages(app, deps)
  quietChangePages(app, deps)
  casePages(app, deps)
  signManyPages(app, deps)
  useReviewPages(app, deps)
  reviewsPages(app, deps)
  reviewMoves(app, deps)
  reviewPages(app, deps)
  registerPages(app, deps)
  recordForms(app, deps)
  contractForms(app, deps)
  certificateForms(app, deps)
  evidenceForms(app, deps)
  evidencePages(app, deps)
  claimPages(app, deps)
  claimsList(app, deps)
  certificatePages(app, deps)
  reportsPages(app, deps)
  questionnaireForms(app, deps)
  questionnairePages(app, deps)
  questionSetPages(app, deps)
  respondPages(app, deps)
  vendorPages(app, deps)
  summaryPages(app, deps)
  systemPages(app, deps)
  modelDateForms(app, deps)
  modelsPages(app, deps)
  deploymentPages(app, deps)
  coveragePages(app, deps)
  intakePages(app, deps)
  intakeAskPages(app, deps)
  intakeActs(app, deps)
  intakeRequestPages(app, deps)
  sourcesPages(app, deps)
  sourceForms(app, deps)
  sourcePages(app, deps)
  sourceRawPages(app, deps)
  watchingPages(app, deps)
  cataloguePages(app, deps)
  importPages(app, deps)
  auditPages(app, deps)
  searchPages(app, deps)
  whyPages(app, deps)
  keysPages(app)
  chartsPages(app, deps)
  settingsPages(app, deps)
  noticeSettings(app, deps)
  channelPages(app, deps)
  cadencePages(app, deps)
  noticePages(app, deps)
  feedRoutes(app, deps)
  retentionSettings(app, deps)
  demoPages(app, deps)
  return app
}
