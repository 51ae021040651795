import { demand } from '../auth/capability'
import { mutate } from '../core/mutate'
import { RealtimeError } from '../errors'
import type { Message } from '../protocol/protocol-message'
import { readMutation } from '../protocol/read-mutation'
import { isObject } from '../protocol/read-protocol-message'
import type { Call, Reply } from './call'
import { paginate } from './pagination'

/** GET /channels/{channel}/messages/{serial}: the latest version of a message. */
export function getMessage(call: Call): Reply {
  return { body: call.payloads(versionsFor(call).slice(-1))[0] }
}

/** GET /channels/{channel}/messages/{serial}/versions: lists all versions, oldest first by default. */
export function messageVersions(call: Call): Reply {
  const rows = versionsFor(call).map((item) => ({
    cursor: item.version.serial,
    timestamp: item.version.timestamp,
    item,
  }))
  const params = new URLSearchParams(call.params)
  if (!params.has('direction')) params.set('direction', 'forwards')
  const { items, link } = paginate(rows, params, 'versions')
  return { body: call.payloads(items), headers: { link } }
}

/** PATCH /channels/{channel}/messages/{serial}: updates, deletes or appends to a message. */
export async function changeMessage(call: Call): Promise<Reply> {
  const identity = call.identity()
  const { capability, clientId } = identity
  const { hub, serial } = call
  const channel = hub.mutableChannel(call.channelName)
  const body = await call.body(hub.maxBodySize(identity))
  const { maxMessageSize } = hub.limitsOf(identity)
  const draft = readMutation(isObject(body) ? { ...body, serial } : body, maxMessageSize)
  const { serials } = mutate(channel, draft, { clientId, capability, maxMessageSize })
  return { body: { versionSerial: serials[0] } }
}

function versionsFor(call: Call): readonly Message[] {
  const channel = call.channelName
  demand(call.identity().capability, 'history', channel)
  const versions = call.hub.broker.versions(channel, call.serial)
  if (versions.length === 0) throw new RealtimeError('not_found', 'message not found, or no longer kept')
  return versions
}
