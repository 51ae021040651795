import { MessageAction } from '../protocol/actions'
import { Mode } from '../protocol/flags'
import type { Attachment } from './attachment'
import { Broadcast } from './broadcast'
import type { Channel } from './channel'
import type { Hub } from './hub'

/** How many connections and members a channel has (spec CHM2). */
export type OccupancyMetrics = {
  connections: number
  publishers: number
  subscribers: number
  presenceConnections: number
  presenceMembers: number
  presenceSubscribers: number
  objectPublishers: number
  objectSubscribers: number
}

export function metricsOf(channel: Channel | undefined): OccupancyMetrics {
  const attachments = [...(channel?.attachments ?? [])]
  return {
    connections: connectionsOf(attachments),
    publishers: connectionsOf(attachments, Mode.publish),
    subscribers: connectionsOf(attachments, Mode.subscribe),
    presenceConnections: connectionsOf(attachments, Mode.presence | Mode.presence_subscribe),
    presenceMembers: channel?.presence.size ?? 0,
    presenceSubscribers: connectionsOf(attachments, Mode.presence_subscribe),
    objectPublishers: 0,
    objectSubscribers: 0,
  }
}

/**
 * Sends a channel's occupancy to an attachment that subscribes to it: now, and on each change, at most once every
 * `occupancyIntervalMs`.
 *
 * @returns whether the attachment subscribes to occupancy
 */
export function sendOccupancy(hub: Hub, attachment: Attachment): boolean {
  if (!wantsOccupancy(attachment)) return false
  const { channel } = attachment
  send(hub, channel, [attachment], metricsOf(channel))
  if (channel.isWatched) return true
  channel.isWatched = true
  watch(hub, channel, JSON.stringify(metricsOf(channel)))
  return true
}

function watch(hub: Hub, channel: Channel, told: string): void {
  hub.clock.later(hub.timings.occupancyIntervalMs, () => {
    const interested = [...channel.attachments].filter(wantsOccupancy)
    channel.isWatched = interested.length > 0
    if (!channel.isWatched) return

    const metrics = metricsOf(channel)
    const text = JSON.stringify(metrics)
    if (text !== told) send(hub, channel, interested, metrics)
    watch(hub, channel, text)
  })
}

function wantsOccupancy(attachment: Attachment): boolean {
  return attachment.params.occupancy !== undefined && attachment.has(Mode.subscribe)
}

/** Sends occupancy in a message that is not logged. It carries the head of the log, up to which the receiver has everything. */
function send(
  hub: Hub,
  { name }: Channel,
  attachments: readonly Attachment[],
  metrics: OccupancyMetrics,
): void {
  const [channelSerial, timestamp] = [hub.broker.head(name), hub.clock.now()]
  const id = `occupancy-${timestamp}:0`
  const broadcasts = new Map<string, Broadcast>()
  for (const { params, receiver, name: nameThere } of attachments) {
    const [, category] = params.occupancy?.split('.') ?? []
    const data = JSON.stringify({ metrics: category === undefined ? metrics : pick(metrics, category) })
    const broadcast =
      broadcasts.get(data) ??
      new Broadcast({
        kind: 'message',
        channelSerial,
        timestamp,
        connectionId: undefined,
        messages: [
          {
            id,
            name: '[meta]occupancy',
            data,
            encoding: 'json',
            timestamp,
            serial: id,
            version: { serial: id, timestamp },
            action: MessageAction.meta,
          },
        ],
      })
    broadcasts.set(data, broadcast)
    receiver.sendBroadcast(broadcast, nameThere)
  }
}

function pick(metrics: OccupancyMetrics, category: string): Partial<OccupancyMetrics> {
  return Object.fromEntries(Object.entries(metrics).filter(([name]) => name === category))
}

/** Counts connections attached with one of the modes. */
function connectionsOf(attachments: readonly Attachment[], modes = ~0): number {
  return new Set(attachments.filter((attachment) => attachment.has(modes)).map(({ receiver }) => receiver))
    .size
}
