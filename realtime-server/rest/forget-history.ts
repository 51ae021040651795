import { demand } from '../auth/capability'
import { RealtimeError } from '../errors'
import type { Call, Reply } from './call'

/**
 * DELETE /channels/{channel}/messages: erases the channel's log, for history, rewind and resume; clients that resume lose
 * continuity. Not part of Ably's API. Requires a key.
 */
export function forgetHistory(call: Call): Reply {
  const channel = call.channelName
  const identity = call.identity()
  if (identity.kind !== 'key')
    throw new RealtimeError('key_needed', 'only a key can erase the history of a channel')
  demand(identity.capability, 'message-delete-any', channel)

  call.hub.broker.forget(channel)
  return { body: {} }
}
