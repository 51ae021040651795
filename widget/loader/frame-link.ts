import { MAX_FRAME_MESSAGE_LENGTH, MAX_FRAME_MESSAGES_PER_SECOND } from '@/contract/sites/frame-limits'
import type { FrameMessage, PageMessage } from '@/contract/sites/frame-messages'
import { HANDSHAKE_MS } from './timings'

/** A message to the frame. Its fields may be `undefined`: JSON leaves those out. */
export type SentMessage = Loose<PageMessage>
type Loose<Message> = Message extends unknown
  ? { [Field in keyof Message]: Field extends 'type' ? Message[Field] : Message[Field] | undefined }
  : never

type Listener = {
  onMessage: (message: FrameMessage) => void
  /** The frame has answered; again after it has reloaded itself. */
  onConnected: () => void
  /** It has not answered in time. It may still do so later. */
  onLate: () => void
}

/** The frame, and the port to it. */
export type FrameLink = {
  /** Dropped while there is no connection: `onConnected` tells the frame all it has to know. */
  send: (message: SentMessage) => void
  isLinked: () => boolean
  /** Waits for an answer once more, after loading the frame anew. */
  retry: () => void
}

/**
 * Connects to a frame by a port of their own, which no other script of the page can reach. The page's window is not listened
 * to, so there is nothing to forge.
 */
export function linkFrame(
  frame: HTMLIFrameElement,
  origin: string,
  { onMessage, onConnected, onLate }: Listener,
): FrameLink {
  let port: MessagePort | null = null
  let isLinked = false
  let late = startTimer()

  function startTimer() {
    return setTimeout(() => {
      if (!isLinked) onLate()
    }, HANDSHAKE_MS)
  }

  frame.onload = () => {
    // A frame that the browser refused to show loads a page of its own, which does not answer.
    port?.close()
    isLinked = false
    const channel = new MessageChannel()
    port = channel.port1
    listen(port, (message) => {
      if (message.type !== 'connected') return onMessage(message)
      isLinked = true
      clearTimeout(late)
      onConnected()
    })
    frame.contentWindow?.postMessage({ porchlight: 1, type: 'connect' }, origin, [channel.port2])
  }

  return {
    send(message) {
      if (isLinked) port?.postMessage(JSON.stringify(message))
    },
    isLinked: () => isLinked,
    retry() {
      clearTimeout(late)
      late = startTimer()
      // biome-ignore lint/correctness/noSelfAssign: this loads it again
      frame.src = frame.src
    },
  }
}

/**
 * As in `client/visitor/host/bounded-port.ts`, without its schemas, which are larger than this script. Each field is looked at
 * where it is used.
 */
function listen(port: MessagePort, onMessage: (message: FrameMessage) => void): void {
  let second = 0
  let count = 0
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const now = Math.floor(Date.now() / 1_000)
    count = now === second ? count + 1 : 1
    second = now
    if (count > MAX_FRAME_MESSAGES_PER_SECOND) return
    if (typeof data !== 'string' || data.length > MAX_FRAME_MESSAGE_LENGTH) return
    try {
      const message = JSON.parse(data) as FrameMessage | null
      if (typeof message?.type === 'string') onMessage(message)
    } catch {
      // Nothing of ours.
    }
  }
}
