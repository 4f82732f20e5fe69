import { once } from 'node:events'
import { createServer } from 'node:http'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { Webhook } from 'standardwebhooks'

/** A receiver of webhooks that verifies signatures, and one of mail: what each took, in order. */
export type Received = { path: string; id: string; verified: boolean; body: Record<string, unknown> & { data?: Record<string, unknown> } }

/** `keys` by path, for those whose messages are signed; `status` is what the receiver answers. */
export async function httpReceiver(keys: Map<string, string>, status = () => 200) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const path = request.url ?? ''
      const header = (name: string) => String(request.headers[name] ?? '')
      received.push({ path, id: header('webhook-id'), verified: isSigned(keys.get(path), text, header), body: JSON.parse(text) })
      response.writeHead(status()).end('never read')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { received, origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

function isSigned(key: string | undefined, text: string, header: (name: string) => string): boolean {
  if (!key) return false
  const [id, timestamp, signature] = [header('webhook-id'), header('webhook-timestamp'), header('webhook-signature')]
  // the tolerance of the library is about the real clock, and ours is set: the signature itself is what is held against the body
  return new Webhook(key).sign(id, new Date(Number(timestamp) * 1000), text) === signature
}

export async function mailReceiver({ refuse }: { refuse?: (to: string) => number | null } = {}) {
  const mails: Email[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (address, _session, done) => {
      const code = refuse?.(address.address) ?? null
      done(code === null ? null : Object.assign(new Error('refused by the test'), { responseCode: code }))
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail)
          done()
        })
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { mails, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((done) => server.close(done)) }
}
