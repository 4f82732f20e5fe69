import { issueAccessLink } from '../../../flows/access-links'
import { addPerson, newPerson, password as passwordSchema } from '../../../flows/add-person'
import { setPassword } from '../../../flows/set-password'
import { ruleActor } from '../../../store/audit'
import { personByEmail } from '../../../store/people'
import { personRoles } from '../../../store/schema'
import { addressOf } from '../listen'
import { withRuntime } from '../runtime'
import { type Command, type CommandInput, Failure, text, Usage } from './command'

export const userCommand: Command = {
  name: 'user',
  summary: 'Add a person, give one a new password, or a link to set one.',
  usage: `telltale user add --email E --name N --role ${personRoles.join('|')} [--unit U] --password-stdin
telltale user password --email E --password-stdin
telltale user link --email E

The password is the first line of standard input. --unit takes an id or a name and may be given more than once; without it the
person belongs to all units. link prints an address at which the person sets a password, once; it replaces one printed before.`,
  positionals: true,
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    unit: { type: 'string', multiple: true },
    'password-stdin': { type: 'boolean' },
  },
  run: async (input) => {
    const [verb, ...rest] = input.positionals
    const act = rest.length ? undefined : verbs[verb ?? '']
    if (!act) throw new Usage('user takes add, password or link')
    return act(input)
  },
}

const verbs: Record<string, (input: CommandInput) => Promise<number>> = { add, password, link }

async function passwordFrom({ values, stdin }: CommandInput): Promise<string> {
  if (values['password-stdin'] !== true) throw new Usage('give the password on standard input with --password-stdin')
  const [line = ''] = (await stdin()).split(/\r?\n/)
  const parsed = passwordSchema.safeParse(line)
  if (!parsed.success) throw new Failure(`the password: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`)
  return parsed.data
}

async function add(input: CommandInput): Promise<number> {
  const { values } = input
  for (const name of ['email', 'name', 'role']) if (text(values, name) === undefined) throw new Usage(`user add needs --${name}`)
  const units = Array.isArray(values.unit) ? values.unit : []
  const password = values['password-stdin'] === true ? await passwordFrom(input) : undefined
  const parsed = newPerson.safeParse({
    email: values.email,
    name: values.name,
    role: values.role,
    unitIds: units.length ? units : null,
    password,
  })
  if (!parsed.success) throw new Usage(parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('; '))
  return withRuntime(input, async ({ ports }) => {
    const done = await addPerson(ports, ruleActor, parsed.data)
    if (!done.ok)
      throw new Failure(
        done.reason === 'no-such-unit'
          ? `there is no unit "${done.unit}"`
          : `there is a person with the address ${parsed.data.email} already`,
      )
    const { id, email, role, unitIds } = done.person
    input.out(values.json === true ? `${JSON.stringify({ id, email, role, unitIds })}\n` : `${email} is registered as ${role}.\n`)
    return 0
  })
}

async function password(input: CommandInput): Promise<number> {
  const email = text(input.values, 'email')
  if (email === undefined) throw new Usage('user password needs --email')
  const secret = await passwordFrom(input)
  return withRuntime(input, async ({ ports }) => {
    const done = await setPassword(ports, ruleActor, { email, password: secret })
    if (!done.ok) throw new Failure(`there is no person with the address ${email}`)
    input.out(
      input.values.json === true ? `${JSON.stringify({ email })}\n` : `${email} has a new password, and is signed out everywhere.\n`,
    )
    return 0
  })
}

async function link(input: CommandInput): Promise<number> {
  const email = text(input.values, 'email')
  if (email === undefined) throw new Usage('user link needs --email')
  return withRuntime(input, async ({ ports, config }) => {
    const person = await personByEmail(ports.db, email)
    const way = { base: config.publicUrl ?? addressOf(config), mail: false }
    const done = person ? await issueAccessLink(ports, ruleActor, person.id, way) : null
    if (!done) throw new Failure(`there is no person with the address ${email}`)
    if (!done.ok) throw new Failure(`${email} has left`)
    const { link, expiresAt } = done.result
    input.out(input.values.json === true ? `${JSON.stringify({ email, link, expiresAt })}\n` : `${link}\n`)
    return 0
  })
}
