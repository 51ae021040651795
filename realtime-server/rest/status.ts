import { demand } from '../auth/capability'
import { parseChannelName } from '../protocol/channel-name'
import { Mode } from '../protocol/flags'
import { identify, type RestContext } from './context'
import type { Exchange } from './exchange'

/** `GET /channels/{channel}`: whether anyone is there, and how many (spec RSL8). */
export function sendStatus(context: RestContext, exchange: Exchange, channelId: string): void {
  const { name } = parseChannelName(channelId)
  demand(identify(context, exchange).capability, 'channel-metadata', name)

  const channel = context.hub.existingChannel(name)
  const attachments = [...(channel?.attachments ?? [])]
  const having = (mode: number) => attachments.filter((attachment) => attachment.has(mode)).length
  const members = channel?.presence.list() ?? []
  exchange.send(200, {
    channelId: name,
    name,
    status: {
      isActive: channel?.isUsed ?? false,
      occupancy: {
        metrics: {
          connections: attachments.length,
          publishers: having(Mode.publish),
          subscribers: having(Mode.subscribe),
          presenceConnections: having(Mode.presence),
          presenceMembers: members.length,
          presenceSubscribers: having(Mode.presence_subscribe),
          objectPublishers: 0,
          objectSubscribers: 0,
        },
      },
    },
  })
}
