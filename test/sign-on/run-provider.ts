import { spawn } from 'node:child_process'
import { join } from 'node:path'

export type Accounts = Record<string, { email?: string; email_verified?: boolean; name?: string; groups?: string[] }>
export type TestProvider = {
  issuer: string
  /** Whom the provider signs on from now on. */
  is: (account: string) => Promise<void>
  /** What a browser without cookies does with an address of the provider: where it is led in the end. */
  browse: (url: string) => Promise<URL>
  stop: () => void
}

/** Starts `provider.mjs` on a free port of this machine. */
export async function runProvider(accounts: Accounts, redirectUrl: string): Promise<TestProvider> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'provider.mjs'), JSON.stringify({ accounts, redirectUrl })], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const issuer = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the provider ended with ${code}`)))
    child.stdout.once('data', (part: Buffer) => resolve(part.toString().trim()))
  })
  return {
    issuer,
    is: async (account) => void (await fetch(`${issuer}/who?account=${account}`)),
    browse: async (first) => {
      const cookies = new Map<string, string>()
      let url = new URL(first)
      while (url.origin === issuer) {
        const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } })
        for (const line of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/s) ?? []
          cookies.set(name, value)
        }
        const next = answer.headers.get('location')
        if (!next) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`)
        url = new URL(next, url)
      }
      return url
    },
    stop: () => void child.kill(),
  }
}
