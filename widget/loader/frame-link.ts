import { MAX_FRAME_MESSAGE_LENGTH, MAX_FRAME_MESSAGES_PER_SECOND } from '@/contract/sites/frame-limits'
import type { FrameMessage, PageMessage } from '@/contract/sites/frame-messages'
import { HANDSHAKE_MS } from './timings'

/** A message to the frame. Its fields may be `undefined`, which JSON omits. */
export type SentMessage = Loose<PageMessage>
type Loose<Message> = Message extends unknown
  ? { [Field in keyof Message]: Field extends 'type' ? Message[Field] : Message[Field] | undefined }
  : never

type Listener = {
  onMessage: (message: FrameMessage) => void
  /** Called when the frame has answered, and again after each reload. */
  onConnected: () => void
  /** Called if the frame has not answered in time. It may still connect later. */
  onLate: () => void
}

/** The connection to the frame. */
export type FrameLink = {
  /** Drops the message while not connected: `onConnected` sends the whole state. */
  send: (message: SentMessage) => void
  isLinked: () => boolean
  /** Reloads the frame and waits for an answer again. */
  retry: () => void
}

/**
 * Connects to a frame by a private `MessagePort`, which the page's other scripts cannot reach. Does not listen for messages on
 * `window`, so none can be forged.
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
    // Also fires for the browser's error page, which does not answer.
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
      // biome-ignore lint/correctness/noSelfAssign: this reloads it
      frame.src = frame.src
    },
  }
}

/**
 * Like `client/visitor/host/bounded-port.ts`, but without schemas, which would outweigh this script. Fields are checked where they
 * are used.
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
      // Not one of our messages.
    }
  }
}
