import type * as Ably from 'ably'
import { RECONNECT_FIRST_MS, RECONNECT_LONGEST_MS } from '@/client/constants'

type Options = {
  /** Opens a client. May be called any number of times. */
  connect: () => Promise<Ably.RealtimeClient>
  /** Called with each new client, and with `null` while there is none. */
  onClient: (client: Ably.RealtimeClient | null) => void
}

/** A connection that lasted this long resets the backoff. */
const STABLE_MS = 30_000

/**
 * Keeps a realtime client for the life of the page. The SDK retries `disconnected` and `suspended` itself, but not `closed` and
 * `failed`: those replace the client, with backoff. The connection is closed when the page is left, so that others see it at
 * once, and reopened when the browser restores the page from its back/forward cache. The same when the browser freezes the
 * page, because nothing would read its socket.
 *
 * @returns a function that ends it
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
      // The SDK could not be loaded.
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
    // Some browsers show a page again without `pageshow` or `resume`.
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

/** Whether the server refused a token permanently. Only Porchlight's refusals become 403: see `TokenError`. */
function isRefused(reason: Ably.ErrorInfo | null): boolean {
  return reason?.code === 80019 && reason.statusCode === 403
}
