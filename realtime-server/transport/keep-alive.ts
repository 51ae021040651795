import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Cancel, Clock } from '../clock'

/** The longest interval between checks, in milliseconds: a fraction of the shortest silence a client can ask for. */
const LONGEST_TICK_MS = 1_000

/** A socket to keep alive. */
export type Watched = {
  webSocket: WebSocket
  /** The socket below the WebSocket. */
  socket: Socket
  /** Sends a HEARTBEAT, for clients that cannot see pings. */
  sendHeartbeat: (() => void) | null
  /** The longest silence allowed, in milliseconds. */
  maxIdleMs: number
}

type Watch = Watched & { beatAt: number; heardAt: number; moved: number }

/**
 * Sends each client something often enough, and ends sockets whose clients stopped responding: a phone that loses its network
 * sends no close. All share one timer: ten thousand timers with their closures take megabytes.
 */
export class KeepAlive {
  readonly #clock: Clock
  readonly #tickMs: number
  readonly #watches = new Map<WebSocket, Watch>()
  #cancel: Cancel | null = null

  /** @param maxIdleMs the longest silence for clients that do not ask for another */
  constructor(clock: Clock, maxIdleMs: number) {
    this.#clock = clock
    this.#tickMs = Math.min(LONGEST_TICK_MS, maxIdleMs / 5)
  }

  watch(watched: Watched): void {
    const now = this.#clock.now()
    const { webSocket, socket, maxIdleMs } = watched
    this.#watches.set(webSocket, {
      ...watched,
      beatAt: now + maxIdleMs / 2,
      heardAt: now,
      moved: socket.bytesRead,
    })
    this.#cancel ??= this.#clock.later(this.#tickMs, () => this.#tick())
  }

  forget(webSocket: WebSocket): void {
    this.#watches.delete(webSocket)
    if (this.#watches.size > 0) return
    this.#cancel?.()
    this.#cancel = null
  }

  #tick(): void {
    const now = this.#clock.now()
    for (const watch of this.#watches.values()) if (now >= watch.beatAt) beat(watch, now)
    this.#cancel = this.#clock.later(this.#tickMs, () => this.#tick())
  }
}

function beat(watch: Watch, now: number): void {
  const { webSocket, socket, sendHeartbeat, maxIdleMs } = watch
  // Any bytes read, at least a pong, prove that the client is alive; while reading is paused, bytes it accepted do.
  const moved = socket.bytesRead + (webSocket.isPaused ? socket.bytesWritten - socket.writableLength : 0)
  if (moved !== watch.moved) watch.heardAt = now
  watch.moved = moved
  if (now - watch.heardAt > 2 * maxIdleMs) {
    webSocket.terminate()
    return
  }
  watch.beatAt = now + maxIdleMs / 2
  webSocket.ping(undefined, undefined, () => {})
  sendHeartbeat?.()
}
