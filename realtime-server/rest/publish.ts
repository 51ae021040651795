import { demand } from '../auth/capability'
import type { Identity } from '../auth/identity'
import type { Hub } from '../core/hub'
import { type Published, type Publisher, publish } from '../core/publish'
import { RealtimeError } from '../errors'
import { type MessageDraft, readMessages } from '../protocol/read-messages'
import type { Call, Reply } from './call'

/** POST /channels/{channel}/messages: one message or a list. */
export async function publishMessages(call: Call): Promise<Reply> {
  const identity = call.identity()
  const channel = call.channelName
  demand(identity.capability, 'publish', channel)
  const body = await call.body(call.hub.maxBodySize(identity))
  return { status: 201, body: { channel, ...publishOverRest(call.hub, identity, channel, body) } }
}

/**
 * Publishes the messages of a body, under the same rules as a publish over a connection.
 *
 * @param channel a channel on which the identity may publish
 * @throws RealtimeError
 */
export function publishOverRest(hub: Hub, identity: Identity, channel: string, body: unknown): Published {
  const drafts = readMessages(Array.isArray(body) ? body : [body], hub.limitsOf(identity).maxMessageSize)
  const published = publish(hub.channel(channel), drafts, publisherOf(hub, identity, drafts))
  hub.statistics.countInbound('rest', drafts, hub.clock.now())
  return published
}

/** A client that passes the key of a live connection publishes on its behalf (spec TM2h). */
function publisherOf(hub: Hub, identity: Identity, drafts: readonly MessageDraft[]): Publisher {
  const [key, ...others] = new Set(drafts.map(({ connectionKey }) => connectionKey))
  if (key === undefined && others.length === 0) return { clientId: identity.clientId }

  const connection = hub.connections.get(key?.split('!')[0] ?? '')
  if (others.length > 0 || connection?.key !== key)
    throw new RealtimeError('bad_connection_key', 'not the key of a live connection')
  return { clientId: connection?.clientId ?? null, ...(connection && { connectionId: connection.id }) }
}
