import { Webhook } from 'standardwebhooks'
import type { ChannelType } from './channel'
import { httpAddress } from './http-address'
import { linkTo, type Message, severityWords } from './message'

/**
 * Any receiver of ours, signed as in Standard Webhooks (standardwebhooks.com, 1.0): `webhook-id` is the same for every try, so that a receiver
 * drops what it has already; `webhook-signature` is HMAC-SHA256 over id, timestamp and body with the channel's key.
 */
export const webhook: ChannelType = {
  type: 'webhook',
  name: 'Webhook',
  addressLabel: 'Address',
  addressHint: 'Receives a POST with JSON for each notice, signed as in Standard Webhooks. The key is shown once.',
  address: httpAddress,
  signs: true,
  render: (message, { address, secret, home, at }) => {
    if (!secret) throw new Error('a webhook without its key')
    const body = JSON.stringify({ type: message.event, timestamp: message.at, data: dataOf(message, home) })
    const sentAt = new Date(Date.parse(at))
    return {
      by: 'http',
      url: address,
      headers: {
        'content-type': 'application/json',
        'webhook-id': message.id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(message.id, sentAt, body),
      },
      body,
    }
  },
}

const dataOf = ({ title, severity, lines, quotes, because, dates, sections, path, demo, data }: Message, home: string | null) => ({
  ...data,
  title,
  severity,
  severityInWords: severity ? severityWords[severity] : null,
  says: lines,
  quotes,
  because,
  dates,
  sections: sections.map(({ heading, items }) => ({ heading, items: items.map((item) => ({ ...item, link: linkTo(home, item.path) })) })),
  link: linkTo(home, path),
  demo,
})
