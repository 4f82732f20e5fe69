import { channelType } from '../notify/index'
import type { Message } from '../notify/message'
import type { Ports, SendAnswer } from '../ports'
import type { Channel } from '../store/channels'
import { sendMessage } from './send-message'

/** Sends a message to a channel that says it is a test, now and once. Nothing is stored; what became of it comes back. */
export async function testChannel(
  ports: Pick<Ports, 'now' | 'newId' | 'outgoing' | 'log'>,
  channel: Channel,
  from: { name: string },
): Promise<SendAnswer> {
  const type = channelType(channel.type)
  if (!type) throw new Error(`no such type of channel: ${channel.type}`)
  const at = ports.now()
  const message: Message = {
    id: `notice_test_${ports.newId()}`,
    event: 'channel.test',
    at,
    title: `A test of “${channel.name}”`,
    severity: null,
    lines: [`${from.name} sent this to see whether notices arrive here. They do.`],
    quotes: [],
    because: [],
    dates: [],
    sections: [],
    path: '/settings/channels',
    act: 'Open the channels',
    demo: false,
    data: { channelId: channel.id },
  }
  const answer = await sendMessage(ports, { type, address: channel.address, secret: channel.secret }, message, at)
  ports.log('channel.tested', { channelId: channel.id, ok: answer.ok })
  return answer
}

/** What became of a test, as a sentence. */
export const testInWords = (answer: SendAnswer): string =>
  answer.ok ? `Sent: ${answer.detail}.` : `Not sent: ${answer.reason}.${answer.lasts ? ' Trying again as it is would not help.' : ''}`
