import { isDay } from '../../../core/day'
import { addToken, scopesOf } from '../../../flows/add-token'
import { personByEmail } from '../../../store/people'
import { tokenScopes } from '../../../store/tokens'
import { withRuntime } from '../runtime'
import { type Command, Failure, text, Usage } from './command'

export const tokenCommand: Command = {
  name: 'token',
  summary: 'Make an API token for a person.',
  usage: `telltale token add --email E [--scope read|write|admin] [--expires YYYY-MM-DD] [--json]

Prints the token, which is shown this once. The scope is write unless it is given; a token never grants more than its person's role.`,
  positionals: true,
  options: { email: { type: 'string' }, scope: { type: 'string' }, expires: { type: 'string' }, name: { type: 'string' } },
  run: async (input) => {
    const { values, positionals } = input
    if (positionals.length !== 1 || positionals[0] !== 'add') throw new Usage('token takes add')
    const email = text(values, 'email')
    if (email === undefined) throw new Usage('token add needs --email')
    const given = text(values, 'scope')
    const scope = tokenScopes.find((one) => one === given)
    if (given !== undefined && !scope) throw new Usage(`--scope takes ${tokenScopes.join(', ')}, not "${given}"`)
    const expiresOn = text(values, 'expires') ?? null
    if (expiresOn !== null && !isDay(expiresOn)) throw new Usage(`--expires takes a day as YYYY-MM-DD, not "${expiresOn}"`)
    return withRuntime(input, async ({ ports }) => {
      const person = await personByEmail(ports.db, email)
      if (!person) throw new Failure(`there is no person with the address ${email}`)
      const done = await addToken(ports, { personId: null }, person, { scope, expiresOn, name: text(values, 'name') ?? null })
      if (!done.ok)
        throw new Failure(
          done.reason === 'already-expired'
            ? `${expiresOn} has passed`
            : `tokens of the role ${person.role} have scope ${scopesOf(person.role).join(' or ')} only`,
        )
      const { id, expiresAt } = done.token
      input.out(values.json === true ? `${JSON.stringify({ token: done.secret, id, expiresAt })}\n` : `${done.secret}\n`)
      return 0
    })
  },
}
