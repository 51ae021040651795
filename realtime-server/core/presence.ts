import { authorOf } from '../auth/identity'
import { RealtimeError } from '../errors'
import { PresenceAction } from '../protocol/actions'
import { sizeOf } from '../protocol/data-encoding'
import type { PresenceMessage } from '../protocol/protocol-message'
import type { PresenceDraft } from '../protocol/read-presence'
import type { Channel } from './channel'

/** Stands in for the connection id of seeded members, which never leave. */
export const SEEDED = 'seeded'

/** Whose presence changes. */
export type Presenter = { connectionId: string; clientId: string | null; msgSerial: number }

/** The rules for presence changes. */
export type PresenceRules = {
  /** The most members on the channel. */
  maxMembers: number
  /** The most members with the same client id. */
  maxMembersPerClient: number
  /** The time of the change, in milliseconds since 1970. */
  now: number
}

/**
 * Enters, updates and leaves members, all or none, as one log entry. No-ops are not broadcast: a member that re-enters
 * with the same id, or leaves without being present.
 *
 * @throws RealtimeError `presence_without_client_id`, `bad_client_id`, `too_many_members`
 */
export function changePresence(
  channel: Channel,
  drafts: readonly PresenceDraft[],
  presenter: Presenter,
  { maxMembers, maxMembersPerClient, now }: PresenceRules,
): void {
  const messages = drafts.map((draft, index) => toMessage(draft, presenter, { index, now }))
  const arrivals = messages.filter(
    ({ action, clientId }) =>
      action !== PresenceAction.leave && !channel.presence.find(presenter.connectionId, clientId),
  )
  if (channel.presence.size + arrivals.length > maxMembers)
    throw new RealtimeError('too_many_members', `a channel has at most ${maxMembers} members`)
  if (arrivals.some(({ clientId }) => channel.presence.countOf(clientId) >= maxMembersPerClient))
    throw new RealtimeError('too_many_members', `a client has at most ${maxMembersPerClient} members here`)

  broadcast(
    channel,
    messages.flatMap((message) => apply(channel, message)),
    presenter.connectionId,
  )
}

/**
 * Makes members leave on their behalf. The event ids do not start with the connection id, so clients compare times
 * (spec RTP2b1): the member may not have seen its own last change.
 */
export function leaveOnBehalf(channel: Channel, members: readonly PresenceMessage[], now: number): void {
  for (const { connectionId, clientId } of members) channel.presence.remove(connectionId, clientId)
  broadcast(
    channel,
    members.map((member) => ({ ...member, id: '', action: PresenceAction.leave, timestamp: now })),
    members[0]?.connectionId,
  )
}

function toMessage(
  { clientId: claimed, id, ...draft }: PresenceDraft,
  { connectionId, clientId: own, msgSerial }: Presenter,
  { index, now }: { index: number; now: number },
): PresenceMessage {
  const clientId = authorOf(own, claimed)
  if (clientId === undefined)
    throw new RealtimeError('presence_without_client_id', 'presence needs a client id')
  return {
    ...draft,
    id: id ?? `${connectionId}:${msgSerial}:${index}`,
    clientId,
    connectionId,
    timestamp: now,
  }
}

/** Applies a change. Returns what to broadcast: the change itself, or nothing. */
function apply(channel: Channel, message: PresenceMessage): PresenceMessage[] {
  const { connectionId, clientId, id, action } = message
  const current = channel.presence.find(connectionId, clientId)
  if (action === PresenceAction.leave) {
    channel.presence.remove(connectionId, clientId)
    return current ? [message.data === undefined ? withPayloadOf(current, message) : message] : []
  }
  if (current?.id === id) {
    channel.presence.confirm(connectionId, clientId)
    return []
  }
  channel.presence.put(message)
  return [message]
}

/** A leave without data carries the member's last data. */
function withPayloadOf({ data, encoding }: PresenceMessage, message: PresenceMessage): PresenceMessage {
  return { ...message, ...(data !== undefined && { data }), ...(encoding !== undefined && { encoding }) }
}

function broadcast(
  channel: Channel,
  changes: readonly PresenceMessage[],
  connectionId: string | undefined,
): void {
  if (changes.length === 0) return
  channel.append({
    connectionId,
    size: changes.reduce((sum, change) => sum + sizeOf(change), 0),
    toEntry: (place) => ({
      ...place,
      kind: 'presence',
      presence: changes.map((change, index) => ({
        ...change,
        id: change.id || `${place.channelSerial}:${index}`,
      })),
    }),
  })
}
