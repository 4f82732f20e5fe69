import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

export const password = 'seven quiet gauges, 2026'

/** Who makes the journeys, beside the people of the demonstration. */
export const travellers = {
  procurement: { email: 'noor@example.test', name: 'Noor Haddad', role: 'procurement' },
  owner: { email: 'amara@example.test', name: 'Amara Cole', role: 'risk-owner' },
  second: { email: 'joost@example.test', name: 'Joost Brandt', role: 'risk-owner' },
  analyst: { email: 'lena@example.test', name: 'Lena Ortiz', role: 'analyst' },
  auditor: { email: 'sigrid@example.test', name: 'Sigrid Moe', role: 'auditor' },
  administrator: { email: 'robin@example.test', name: 'Robin Vale', role: 'administrator' },
} as const
export type Traveller = keyof typeof travellers

const program = join(import.meta.dirname, '../../dist/telltale.js')

/** Standard output of a command of the built product that ended well. */
export function telltale(data: string, args: string[], input = ''): Promise<string> {
  return new Promise((done, failed) => {
    const env = { PATH: process.env.PATH, HOME: data, TELLTALE_POLLING: 'off', TELLTALE_ALLOW_PRIVATE: '127.0.0.1' }
    const child = execFile(process.execPath, [program, ...args, '--data', data], { env, maxBuffer: 64e6 }, (error, out, err) =>
      error ? failed(new Error(`${args.join(' ')}: ${err}`)) : done(out),
    )
    child.stdin?.end(input)
  })
}

/** A data directory with the demonstration and the travellers, each with a password, made once for all journeys. */
export async function makeDemonstration(): Promise<{ data: string; remove: () => Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'telltale-demonstration-'))
  for (const { email, name, role } of Object.values(travellers))
    await telltale(data, ['user', 'add', '--email', email, '--name', name, '--role', role, '--password-stdin'], password)
  await telltale(data, ['demo', 'load'])
  return { data, remove: () => rm(data, { recursive: true, force: true }) }
}

/** A copy of it for one file of journeys. */
export async function copyDemonstration(from: string): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'telltale-journeys-'))
  await cp(from, data, { recursive: true })
  return data
}

const made = z.object({ token: z.string() })

/** An API token of a traveller, to read back what a journey did. */
export const tokenOf = async (data: string, who: Traveller): Promise<string> =>
  made.parse(JSON.parse(await telltale(data, ['token', 'add', '--email', travellers[who].email, '--json']))).token
