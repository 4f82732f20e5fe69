import type { z } from 'zod'
import type { Message } from './message'

/** Where a message goes: the channel's address, its key where it has one, how people reach us, and the instant of this try. */
export type Receiver = { address: string; secret: string | null; home: string | null; at: string }

/** A message in a channel's form. Nothing is sent here: the runtime does that. */
export type Rendered =
  | { by: 'mail'; to: string; subject: string; html: string; text: string }
  | { by: 'http'; url: string; headers: Record<string, string>; body: string }

/** One kind of channel: what an address of it looks like, and how it puts a message. Rendering is pure. */
export type ChannelType = {
  type: string
  /** For people. */
  name: string
  addressLabel: string
  addressHint: string
  address: z.ZodType<string>
  /** Whether its messages are signed with a key of its own, made by us. */
  signs: boolean
  render: (message: Message, to: Receiver) => Rendered
}
