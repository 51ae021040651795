import { demand } from '../auth/capability'
import type { Attachment } from '../core/attachment'
import { Mode } from '../protocol/flags'
import type { Call, Reply } from './call'

/** GET /channels/{channel}: whether it is in use, and by how many. */
export function channelStatus(call: Call): Reply {
  const name = call.channelName
  demand(call.identity().capability, 'channel-metadata', name)

  const channel = call.hub.existingChannel(name)
  const attachments = [...(channel?.attachments ?? [])]
  const members = channel?.presence.list() ?? []
  const metrics = {
    connections: connectionsOf(attachments),
    publishers: connectionsOf(attachments, Mode.publish),
    subscribers: connectionsOf(attachments, Mode.subscribe),
    presenceConnections: connectionsOf(attachments, Mode.presence | Mode.presence_subscribe),
    presenceMembers: members.length,
    presenceSubscribers: connectionsOf(attachments, Mode.presence_subscribe),
    objectPublishers: 0,
    objectSubscribers: 0,
  }
  return {
    body: { channelId: name, name, status: { isActive: channel?.isUsed ?? false, occupancy: { metrics } } },
  }
}

/** How many connections are attached with one of the modes. */
function connectionsOf(attachments: readonly Attachment[], modes = ~0): number {
  return new Set(attachments.filter((attachment) => attachment.has(modes)).map(({ receiver }) => receiver))
    .size
}
