import { demand } from '../auth/capability'
import { annotate } from '../core/annotate'
import { readAnnotations } from '../protocol/read-annotations'
import { isObject } from '../protocol/read-protocol-message'
import type { Call, Reply } from './call'
import { paginate } from './pagination'

/** POST /channels/{channel}/messages/{serial}/annotations: annotates a message, or deletes an annotation. */
export async function annotateMessage(call: Call): Promise<Reply> {
  const identity = call.identity()
  const { hub, serial } = call
  const channel = call.channelName
  demand(identity.capability, 'annotation-publish', channel)
  const mutable = hub.mutableChannel(channel)
  const body = await call.body(hub.maxBodySize(identity))
  const annotations = (Array.isArray(body) ? body : [body]).map((annotation) =>
    isObject(annotation) ? { ...annotation, messageSerial: serial } : annotation,
  )
  const drafts = readAnnotations(annotations, hub.limitsOf(identity).maxMessageSize)
  const serials = annotate(mutable, drafts, { clientId: identity.clientId })
  return { status: 201, body: { channel, serials } }
}

/** GET /channels/{channel}/messages/{serial}/annotations: lists annotations still kept, oldest first by default. */
export function listAnnotations(call: Call): Reply {
  const channel = call.channelName
  demand(call.identity().capability, 'annotation-subscribe', channel)
  const rows = call.hub.broker
    .entries(channel)
    .flatMap((entry) => (entry.kind === 'annotation' ? entry.annotations : []))
    .filter(({ messageSerial }) => messageSerial === call.serial)
    .map((item) => ({ cursor: item.serial, timestamp: item.timestamp, item }))
  const params = new URLSearchParams(call.params)
  if (!params.has('direction')) params.set('direction', 'forwards')
  const { items, link } = paginate(rows, params, 'annotations')
  return { body: call.payloads(items), headers: { link } }
}
