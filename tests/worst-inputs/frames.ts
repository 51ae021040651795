import { decode, encode } from '@msgpack/msgpack'
import WebSocket from 'ws'
import { Action } from '@/realtime-server/protocol/actions'

const LAST = 'the last frame'

export type Sending = { format: 'json' | 'msgpack'; frames: readonly (string | Buffer)[] }

/** Sends frames over a socket of their own; resolves when all are answered or the socket is closed. */
export async function sendFrames(port: number, sending: Sending, token: string): Promise<void> {
  const socket = await openWith(port, sending, token)
  socket.terminate()
}

/** The same, but leaves the socket open. */
export async function openWith(port: number, { format, frames }: Sending, token: string): Promise<WebSocket> {
  const query = new URLSearchParams({ v: '6', format, access_token: token })
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?${query}`)
  socket.on('error', () => {})
  // Answered only after everything that the earlier frames caused.
  const heartbeat = { action: Action.heartbeat, id: LAST }
  const last = format === 'json' ? JSON.stringify(heartbeat) : encode(heartbeat)
  let isConnected = false
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve())
    socket.on('message', (data: Buffer) => {
      if (data.includes(LAST) || isEnd(format, data)) resolve()
      if (isConnected) return
      isConnected = true
      for (const frame of [...frames, last]) socket.send(frame)
    })
  })
  return socket
}

/** Whether the server ends the connection with this. Closing takes longer when the server stops reading. */
function isEnd(format: Sending['format'], data: Buffer): boolean {
  const { action, channel } = (format === 'json' ? JSON.parse(String(data)) : decode(data)) as {
    action: number
    channel?: string
  }
  return action === Action.disconnected || action === Action.closed || (action === Action.error && !channel)
}
