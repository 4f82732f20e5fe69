import type { Config } from '../../config'
import type { Mail, SendAnswer } from '../../ports'

const timeoutMs = 15_000

/**
 * Mail over SMTP to the operator's own server, which is exempt from the outbound gate; null where none is set up. The Message-ID follows from the
 * notice: SMTP (RFC 5321) cannot tell whether a server that died after taking a message has it, so a message may come twice, and it is the same
 * Message-ID (RFC 5322, 3.6.4) by which mail programs and servers that look for duplicates know it.
 */
export function createMailSender({ smtp, publicUrl }: Pick<Config, 'smtp' | 'publicUrl'>): ((mail: Mail) => Promise<SendAnswer>) | null {
  if (!smtp) return null
  const host = publicUrl ? new URL(publicUrl).hostname : 'telltale.localhost'
  const from = smtp.from ?? `Telltale <telltale@${host}>`
  return async ({ id, to, subject, html, text }) => {
    // loaded when the first mail goes out: most commands send none
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({
      url: smtp.url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    try {
      // an address object, so that nothing in it is read as a list of addresses
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        html,
        text,
        messageId: `<${id}@${host}>`,
        headers: { 'auto-submitted': 'auto-generated' },
      })
      return { ok: true, detail: 'the mail server took it' }
    } catch (error) {
      return faultOf(error)
    } finally {
      transport.close()
    }
  }
}

/** Five hundreds about the message or its receiver last; a refused sign-in is the operator's to mend, and then it goes. */
function faultOf(error: unknown): SendAnswer {
  const code = error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null
  const kind = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const lasts = code !== null && code >= 500 && kind !== 'EAUTH'
  return {
    ok: false,
    lasts,
    reason: words[kind] ?? (code === null ? 'the mail server could not be reached' : answered(code)),
    retryAfterMs: null,
  }
}

const answered = (code: number) => `the mail server answered ${code}`
const words: Record<string, string> = {
  EAUTH: 'the mail server refused the sign-in',
  ETLS: 'the mail server’s encryption could not be agreed on',
  EDNS: 'the name of the mail server is unknown',
  ETIMEDOUT: 'the mail server took too long',
}
