import { demand } from '../auth/capability'
import type { Identity } from '../auth/identity'
import type { Hub } from '../core/hub'
import { RealtimeError, toErrorInfo } from '../errors'
import { parseChannelName } from '../protocol/channel-name'
import { isObject } from '../protocol/read-protocol-message'
import type { Call, Reply } from './call'
import { publishOverRest } from './publish'
import { errorHeaders } from './respond'

const FIRST_COUNTING_VERSION = 3

/** POST /messages: one or several `{channels, messages}`. A failure on one channel does not affect the others. */
export async function batchPublish(call: Call): Promise<Reply> {
  const identity = call.identity()
  const { hub } = call
  const body = await call.body(hub.maxBodySize(identity))
  const specs = (Array.isArray(body) ? body : [body]).map(readSpec)
  checkBatchSize(
    hub,
    specs.reduce((sum, { channels }) => sum + channels.length, 0),
  )
  const answers = specs.map(({ channels, messages }) => publishToAll(hub, identity, channels, messages))
  if (call.version < FIRST_COUNTING_VERSION) return inOldForm(answers.flatMap(({ results }) => results))
  return { status: 201, body: Array.isArray(body) ? answers : answers[0] }
}

/** @throws RealtimeError `bad_request` for more channels than a batch may have in total */
export function checkBatchSize({ limits }: Hub, channels: number): void {
  if (channels > limits.maxBatchChannels)
    throw new RealtimeError('bad_request', `a batch has at most ${limits.maxBatchChannels} channels in total`)
}

/** Before version 3 the results came as one list, and one failure failed the whole request. */
function inOldForm(results: readonly object[]): Reply {
  if (!results.some((result) => 'error' in result)) return { status: 201, body: results }
  const error = new RealtimeError('batch_failed', 'parts of the batch failed')
  return {
    status: error.statusCode,
    body: { error: toErrorInfo(error), batchResponse: results },
    headers: errorHeaders(error),
  }
}

type Spec = { channels: string[]; messages: unknown }

function readSpec(value: unknown): Spec {
  if (!isObject(value))
    throw new RealtimeError('bad_request', 'a batch must be a list of {channels, messages}')
  const channels = typeof value.channels === 'string' ? [value.channels] : value.channels
  if (
    !Array.isArray(channels) ||
    channels.length === 0 ||
    !channels.every((name) => typeof name === 'string')
  )
    throw new RealtimeError('bad_request', 'channels must be a list of names')
  return { channels, messages: value.messages }
}

function publishToAll(hub: Hub, identity: Identity, channels: readonly string[], messages: unknown) {
  const results = channels.map((channel) => {
    try {
      return { channel, ...publishTo(hub, identity, channel, messages) }
    } catch (error) {
      if (!(error instanceof RealtimeError)) throw error
      return { channel, error: toErrorInfo(error) }
    }
  })
  const failureCount = results.filter((result) => 'error' in result).length
  return { successCount: results.length - failureCount, failureCount, results }
}

function publishTo(hub: Hub, identity: Identity, channel: string, messages: unknown) {
  // Counts refused requests, too: a refusal costs about as much.
  hub.clients.ofRequest(identity).countRequests()
  const { name } = parseChannelName(channel)
  demand(identity.capability, 'publish', name)
  return publishOverRest(hub, identity, name, messages)
}
