import { allows, demand } from '../auth/capability'
import type { Channel } from '../core/channel'
import { metricsOf } from '../core/occupancy'
import { RealtimeError } from '../errors'
import type { Call, Reply } from './call'
import { limitOf, linkHeader } from './pagination'

/** GET /channels/{channel}: whether the channel is in use, and its occupancy. */
export function channelStatus(call: Call): Reply {
  const name = call.channelName
  demand(call.identity().capability, 'channel-metadata', name)
  return { body: detailsOf(name, call.hub.existingChannel(name)) }
}

/** GET /channels: lists the channels in use that the caller may see, by name, optionally by prefix. */
export function listChannels(call: Call): Reply {
  const { capability } = call.identity()
  const { params, hub } = call
  const by = params.get('by') ?? 'value'
  if (by !== 'value' && by !== 'id') throw new RealtimeError('bad_parameter', 'by must be value or id')
  if (!capability.some(({ operations }) => operations.has('*') || operations.has('channel-metadata')))
    throw new RealtimeError('capability_denied', 'the capability does not grant channel-metadata anywhere')

  const limit = limitOf(params)
  const after = params.get('cursor') ?? ''
  const names = hub
    .channelsInUse(params.get('prefix') ?? '')
    .map(({ name }) => name)
    .filter((name) => name > after && allows(capability, 'channel-metadata', name))
    .sort()
  const page = names.slice(0, limit)
  return {
    body: by === 'id' ? page : page.map((name) => detailsOf(name, hub.existingChannel(name))),
    headers: { link: linkHeader(params, 'channels', names.length > limit ? page.at(-1) : undefined) },
  }
}

function detailsOf(name: string, channel: Channel | undefined) {
  return {
    channelId: name,
    name,
    status: { isActive: channel?.isUsed ?? false, occupancy: { metrics: metricsOf(channel) } },
  }
}
