import type * as Ably from 'ably'
import { RECONNECT_FIRST_MS, RECONNECT_LONGEST_MS } from '@/client/constants'

type Options = {
  /** Opens a client. May be called any number of times. */
  connect: () => Promise<Ably.RealtimeClient>
  /** Called with each new client, and with `null` while there is none. */
  onClient: (client: Ably.RealtimeClient | null) => void
}

/** A connection that held for this long was a good one: the next attempt need not wait long. */
const STABLE_MS = 30_000

/**
 * Keeps a realtime client for as long as the page lives. The SDK repeats what it calls `disconnected` and `suspended`,
 * and gives up on `closed` and `failed`: then another client takes its place, later each time. A page that is left
 * closes its connection, so that others see at once that it is gone, and opens another when the browser brings the page
 * back from its back/forward cache. So does a page that the browser puts to sleep: its socket would stay open but unread.
 *
 * @returns how to end it
 */
export function keepConnected({ connect, onClient }: Options): () => void {
  let client: Ably.RealtimeClient | null = null
  let isOpening = false
  let isLeft = false
  let isEnded = false
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function open() {
    clearTimeout(timer)
    if (client !== null || isOpening || isLeft || isEnded) return
    isOpening = true
    try {
      const opened = await connect()
      if (isLeft || isEnded) opened.close()
      else take(opened)
    } catch {
      // The SDK's code could not be loaded.
      openLater(null)
    } finally {
      isOpening = false
    }
  }

  function take(opened: Ably.RealtimeClient) {
    let connectedAt = Number.NaN
    client = opened
    opened.connection.on((change) => {
      if (client !== opened) return
      if (change.current === 'connected') connectedAt = performance.now()
      if (change.current !== 'closed' && change.current !== 'failed') return
      if (performance.now() - connectedAt > STABLE_MS) attempts = 0
      drop()
      openLater(change.reason ?? null)
    })
    onClient(opened)
  }

  function drop() {
    const dropped = client
    client = null
    if (dropped === null) return
    onClient(null)
    dropped.close()
  }

  function openLater(reason: Ably.ErrorInfo | null) {
    if (isLeft || isEnded) return
    const pause = isRefused(reason)
      ? RECONNECT_LONGEST_MS
      : Math.min(RECONNECT_FIRST_MS * 2 ** attempts, RECONNECT_LONGEST_MS)
    attempts += 1
    clearTimeout(timer)
    timer = setTimeout(open, pause * (0.8 + Math.random() * 0.4))
  }

  function leave() {
    isLeft = true
    clearTimeout(timer)
    drop()
  }

  function comeBack() {
    isLeft = false
    void open()
  }

  function lookAgain() {
    // Some browsers leave a page that is shown again without a word.
    if (document.visibilityState === 'visible') comeBack()
  }

  window.addEventListener('pagehide', leave)
  document.addEventListener('freeze', leave)
  window.addEventListener('pageshow', comeBack)
  document.addEventListener('visibilitychange', lookAgain)
  document.addEventListener('resume', lookAgain)
  window.addEventListener('online', open)
  void open()

  return () => {
    isEnded = true
    clearTimeout(timer)
    window.removeEventListener('pagehide', leave)
    document.removeEventListener('freeze', leave)
    window.removeEventListener('pageshow', comeBack)
    document.removeEventListener('visibilitychange', lookAgain)
    document.removeEventListener('resume', lookAgain)
    window.removeEventListener('online', open)
    drop()
  }
}

/** Whether we were refused a token for good. Somebody else's refusals never come as 403: see `TokenError`. */
function isRefused(reason: Ably.ErrorInfo | null): boolean {
  return reason?.code === 80019 && reason.statusCode === 403
}
