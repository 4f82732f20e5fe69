import { createServer } from 'node:http'
import Provider from 'oidc-provider'

/**
 * An OpenID Connect provider as a process of its own. Whoever comes is signed on as the account that `POST /who` last named; the claims of the
 * accounts and the address to return to come as JSON in the first argument.
 */
const { accounts, redirectUrl } = JSON.parse(process.argv[2] ?? '{}')
let who = Object.keys(accounts)[0]

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'telltale', client_secret: 'a secret of the tests', redirect_uris: [redirectUrl] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    cookies: { keys: ['a key of the tests'] },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url.startsWith('/who')) {
      who = new URL(request.url, issuer).searchParams.get('account')
      return response.end()
    }
    if (request.url.startsWith('/interaction/')) return provider.interactionFinished(request, response, { login: { accountId: who } })
    return answer(request, response)
  })
  process.stdout.write(`${issuer}\n`)
})
