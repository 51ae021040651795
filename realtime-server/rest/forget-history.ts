import { demand } from '../auth/capability'
import { RealtimeError } from '../errors'
import type { Call, Reply } from './call'

/**
 * DELETE /channels/{channel}/messages: what the channel holds of the past is gone for history, rewind and resume; who
 * comes back has lost continuity. Ours alone: Ably has no such call. Only a key may.
 */
export function forgetHistory(call: Call): Reply {
  const channel = call.channelName
  const identity = call.identity()
  if (identity.kind !== 'key') throw new RealtimeError('key_needed', 'only a key can make a channel forget')
  demand(identity.capability, 'message-delete-any', channel)

  call.hub.broker.forget(channel)
  return { body: {} }
}
