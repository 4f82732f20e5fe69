import type { ChannelType } from './channel'
import { email } from './email'
import { slack } from './slack'
import { teams } from './teams'
import { webhook } from './webhook'

/** Every channel there is, in the order in which forms offer them. */
export const channelTypes: readonly ChannelType[] = [email, slack, teams, webhook]

export const channelType = (type: string): ChannelType | null => channelTypes.find((one) => one.type === type) ?? null
