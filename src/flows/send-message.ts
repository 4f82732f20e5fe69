import type { ChannelType } from '../notify/channel'
import type { Message } from '../notify/message'
import type { Ports, SendAnswer } from '../ports'

export type Target = { type: ChannelType; address: string; secret: string | null }

/** Puts a message into the form of its channel and sends it once. What became of it comes back; nothing is stored. */
export async function sendMessage(
  { outgoing }: Pick<Ports, 'outgoing'>,
  { type, address, secret }: Target,
  message: Message,
  at: string,
): Promise<SendAnswer> {
  const rendered = type.render(message, { address, secret, home: outgoing.home, at })
  if (rendered.by === 'http') return outgoing.http(rendered)
  if (!outgoing.mail) return { ok: false, lasts: true, reason: 'no mail server is set up (TELLTALE_SMTP_URL)', retryAfterMs: null }
  return outgoing.mail({ id: message.id, ...rendered })
}
