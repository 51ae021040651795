import { demand } from '../auth/capability'
import { RealtimeError, toErrorInfo } from '../errors'
import { parseChannelName } from '../protocol/channel-name'
import type { PresenceMessage } from '../protocol/protocol-message'
import { checkBatchSize } from './batch-publish'
import type { Call, Reply } from './call'
import { limitOf, linkHeader } from './pagination'

/** GET /channels/{channel}/presence: lists members, optionally of one client id or connection. */
export function presentMembers(call: Call): Reply {
  const { params } = call
  const channel = call.channelName
  demand(call.identity().capability, 'subscribe', channel)

  const limit = limitOf(params)
  const from = Number(params.get('cursor') ?? 0)
  if (!Number.isSafeInteger(from) || from < 0) throw new RealtimeError('bad_parameter', 'cursor is invalid')
  const members = membersOf(call, channel).filter(
    ({ clientId, connectionId }) =>
      clientId === (params.get('clientId') ?? clientId) &&
      connectionId === (params.get('connectionId') ?? connectionId),
  )
  const next = from + limit < members.length ? String(from + limit) : undefined
  return {
    body: call.payloads(members.slice(from, from + limit)),
    headers: { link: linkHeader(params, 'presence', next) },
  }
}

/** GET /presence?channels=a,b: lists members on several channels. */
export function batchPresence(call: Call): Reply {
  const identity = call.identity()
  const { hub } = call
  const names = (call.params.get('channels') ?? '').split(',').filter((name) => name !== '')
  const channels = [...new Set(names)]
  if (channels.length === 0) throw new RealtimeError('bad_parameter', 'channels must be a list of names')
  checkBatchSize(hub, channels.length)

  const client = hub.clients.ofRequest(identity)
  const results = channels.map((channel) => {
    try {
      client.countRequests()
      const { name } = parseChannelName(channel)
      demand(identity.capability, 'subscribe', name)
      return { channel, presence: call.payloads(membersOf(call, name)) }
    } catch (error) {
      if (!(error instanceof RealtimeError)) throw error
      return { channel, error: toErrorInfo(error) }
    }
  })
  const failureCount = results.filter((result) => 'error' in result).length
  return { body: { successCount: results.length - failureCount, failureCount, results } }
}

function membersOf(call: Call, channel: string): PresenceMessage[] {
  return call.hub.existingChannel(channel)?.presence.list() ?? []
}
