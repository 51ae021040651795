import type { WebSocket } from 'ws'
import type { Clock } from '../clock'

/**
 * Sends something often enough for the client to see that we are there, and ends the socket when the client no longer
 * answers: a phone that lost its network sends no goodbye.
 *
 * @param sendHeartbeat sends a HEARTBEAT, for clients that do not see pings
 * @param maxIdleMs the longest silence promised
 */
export function keepAlive(
  socket: WebSocket,
  clock: Clock,
  { sendHeartbeat, maxIdleMs }: { sendHeartbeat: (() => void) | null; maxIdleMs: number },
): void {
  let heardAt = clock.now()
  const hear = () => {
    heardAt = clock.now()
  }
  socket.on('pong', hear)
  socket.on('message', hear)

  const beat = () => {
    if (clock.now() - heardAt > 2 * maxIdleMs) return socket.terminate()
    socket.ping(undefined, undefined, () => {})
    sendHeartbeat?.()
    cancel = clock.later(maxIdleMs / 2, beat)
  }
  let cancel = clock.later(maxIdleMs / 2, beat)
  socket.once('close', () => cancel())
}
