import type { Ability } from './authorise'

/** `open` = without signing in, `signed-in` = anybody with an account, otherwise what the role must be able to do. */
export type Access = Ability | 'open' | 'signed-in'

const api = (access: Access, ...routes: string[]): [string, Access][] => routes.map((route) => [route.replace(' /', ' /api/v1/'), access])
const site = (access: Access, ...routes: string[]): [string, Access][] => routes.map((route) => [route, access])
/** List and one record. */
const reads = (...nouns: string[]) => nouns.flatMap((noun) => api('read', `GET /${noun}`, `GET /${noun}/{id}`))
/** POST, PUT, PATCH and DELETE of a noun. */
const writes = (access: Access, ...nouns: string[]) =>
  nouns.flatMap((noun) => api(access, `POST /${noun}`, `PUT /${noun}/{id}`, `PATCH /${noun}/{id}`, `DELETE /${noun}/{id}`))
/** The pages that add, edit and remove a record. */
const forms = (access: Access, ...nouns: string[]) =>
  nouns.flatMap((noun) =>
    site(access, `GET /${noun}/new`, `POST /${noun}/new`, `GET /${noun}/{id}/edit`, `POST /${noun}/{id}/edit`, `POST /${noun}/{id}/remove`),
  )
const verbs = (access: Access, noun: string, ...names: string[]) => api(access, ...names.map((name) => `POST /${noun}/{id}/${name}`))

/**
 * Who may do what: one entry a route (CONTRACT.md, "Who may"). Keys are `METHOD /path/{parameter}` as the route is registered. A route that is not
 * here answers nobody, and a test walks the app to find it.
 */
export const routeAccess: Record<string, Access> = Object.fromEntries([
  ...site('open', 'GET /healthz', 'GET /readyz', 'GET /openapi.json', 'GET /docs', 'GET /docs/{file}', 'GET /problems/{code}'),
  ...site('open', 'GET /assets/{path}', 'GET /favicon.ico', 'GET /setup', 'POST /setup', 'GET /sign-in', 'POST /sign-in', 'POST /sign-out'),
  ...site('open', 'GET /q/{token}', 'POST /q/{token}'),
  ...site('read', 'GET /metrics'),

  ...reads(
    'units',
    'people',
    'vendors',
    'systems',
    'deployments',
    'contracts',
    'sources',
    'captures',
    'snapshots',
    'changes',
    'findings',
    'cases',
  ),
  ...reads(
    'reviews',
    'to-dos',
    'questionnaires',
    'claims',
    'evidence',
    'certificates',
    'decisions',
    'channels',
    'notices',
    'imports',
    'catalogue',
  ),
    'vendor-requests',
  ...api('read', 'GET /organisation', 'GET /coverage', 'GET /health', 'GET /exports', 'GET /exports/{noun}'),
  ...api('read-audit', 'GET /audit', 'GET /audit/{seq}'),
  ...api('signed-in', 'GET /me', 'GET /tokens', 'GET /tokens/{id}', 'POST /tokens', 'DELETE /tokens/{id}'),

  ...writes('write-register', 'vendors', 'systems', 'contracts', 'questionnaires'),
  ...api('write-register', 'POST /vendors/from-catalogue', 'POST /imports'),
  ...verbs('write-register', 'questionnaires', 'send', 'revoke', 'import'),
  ...writes('write-sources', 'sources', 'evidence', 'claims', 'certificates'),
  ...api(
    'write-register',
    'POST /vendor-requests',
    'PUT /vendor-requests/{id}',
    'PATCH /vendor-requests/{id}',
    'POST /vendor-requests/link',
    'DELETE /vendor-requests/link',
  ),
  ...verbs('write-register', 'vendor-requests', 'start', 'join', 'decline', 'withdraw', 'undo', 'hand-over'),
  ...verbs('write-sources', 'sources', 'poll', 'captures'),
  ...api('write-sources', 'POST /health/pause', 'POST /health/resume'),
  ...api('write-sources', 'POST /findings'),
  ...verbs('write-sources', 'findings', 'confirm', 'dismiss'),
  ...verbs('write-sources', 'changes', 'raise'),
  ...verbs('write-sources', 'claims', 'withdraw'),
  ...verbs('write-sources', 'evidence', 'withdraw'),
  ...api('read', 'GET /claims/proposals', 'GET /questionnaires/{id}/export', 'GET /evidence/{id}/file', 'GET /captures/{id}/body'),
  ...writes('write-cases', 'deployments', 'decisions'),
  ...verbs('write-cases', 'cases', 'triage', 'undo', 'assign', 'snooze', 'join'),
  ...verbs('write-cases', 'reviews', 'start', 'close', 'return', 'reopen', 'reassign'),
  ...api('write-cases', 'POST /reviews/close', 'POST /cases/triage'),
  ...api('read', 'GET /cases/{id}/comments'),
  ...api('write-register', 'POST /cases/{id}/comments', 'POST /cases/{id}/comments/{commentId}/take-back'),
  ...site('write-register', 'POST /cases/{id}/comments', 'POST /cases/{id}/comments/{commentId}/take-back'),
  ...site('read', 'GET /why', 'GET /charts', 'GET /cases/{id}/uses/{deploymentId}'),
  ...site('write-cases', 'POST /cases/{id}/uses/{deploymentId}', 'POST /cases/triage'),
  ...site('signed-in', 'POST /keys'),
  ...verbs('approve', 'cases', 'approve', 'return'),
  ...verbs('approve', 'reviews', 'approve'),
  ...verbs('approve', 'decisions', 'sign'),
  ...writes('administer', 'units', 'people', 'channels'),
  ...verbs('administer', 'channels', 'test'),
  ...verbs('administer', 'people', 'password'),
  ...api('administer', 'PUT /organisation', 'PATCH /organisation', 'POST /demo', 'DELETE /demo'),

  ...site(
    'read',
    'GET /',
    'GET /search',
    'GET /changes',
    'GET /changes/quiet',
    'GET /changes/{id}',
    'GET /findings/{id}',
    'GET /cases/{id}',
    'GET /reviews',
    'GET /reviews/{id}',
  ),
  ...site('read', 'GET /register', 'GET /register/vendors', 'GET /register/systems', 'GET /register/deployments'),
  ...site('read', 'GET /vendors/{id}', 'GET /systems/{id}', 'GET /deployments/{id}', 'GET /catalogue'),
  ...site('read', 'GET /settings', 'GET /settings/people', 'GET /settings/units', 'GET /settings/organisation', 'GET /settings/tokens'),
  ...site('read', 'GET /sources', 'GET /sources/{id}', 'GET /sources/{id}/statements', 'GET /sources/{id}/compare'),
  ...site('read-audit', 'GET /audit', 'GET /audit/export', 'GET /audit/{seq}', 'POST /audit/verify'),
  ...site('read', 'GET /intake', 'GET /intake/{id}', 'GET /coverage', 'GET /coverage/export', 'GET /sources/{id}/raw'),
  ...site('open', 'GET /ask/{token}', 'POST /ask/{token}'),
  ...site(
    'administer',
    'GET /settings/retention',
    'POST /settings/retention',
    'POST /settings/retention/hold',
    'POST /settings/retention/release',
  ),
  ...site(
    'write-register',
    'GET /intake/new',
    'POST /intake/new',
    'POST /intake/link',
    'POST /intake/link/revoke',
    'POST /intake/{id}/answers',
    'POST /intake/{id}/documents',
    'POST /intake/{id}/edit',
    'POST /intake/{id}/start',
    'POST /intake/{id}/join',
    'POST /intake/{id}/end',
    'POST /intake/{id}/undo',
    'POST /intake/{id}/hand-over',
  ),
  ...forms('write-register', 'vendors', 'systems'),
  ...forms('write-cases', 'deployments'),
  ...forms('write-sources', 'sources'),
  ...site('write-register', 'POST /catalogue/{id}', 'GET /import', 'POST /import'),
  ...site(
    'write-sources',
    'POST /sources/{id}/poll',
    'POST /sources/pause',
    'POST /sources/resume',
    'GET /findings/new',
    'POST /findings/new',
    'POST /findings/{id}/confirm',
    'POST /findings/{id}/dismiss',
    'POST /changes/{id}/raise',
  ),
  ...site('write-cases', 'POST /cases/{id}/triage', 'POST /cases/{id}/undo', 'POST /cases/{id}/assign', 'POST /cases/{id}/snooze'),
  ...site('write-cases', 'POST /cases/{id}/join', 'GET /cases/{id}/sign', 'POST /cases/{id}/sign'),
  ...site(
    'write-cases',
    'POST /reviews/{id}/start',
    'POST /reviews/{id}/close',
    'POST /reviews/{id}/return',
    'POST /reviews/{id}/reopen',
    'POST /reviews/{id}/reassign',
  ),
  ...site('approve', 'POST /cases/{id}/approve', 'POST /reviews/{id}/approve'),
  ...site(
    'administer',
    'POST /demo/load',
    'POST /demo/remove',
    'POST /settings/people',
    'POST /settings/people/leave',
    'POST /settings/units',
    'POST /settings/organisation',
  ),
  ...site('signed-in', 'POST /settings/tokens', 'POST /settings/tokens/{id}/revoke', 'POST /settings/password'),
])
