import WebSocket from 'ws'

const MESSAGE_TOO_BIG = 1009

/** A WebSocket that says `oversized` before it closes because of a frame that is too large: afterwards nobody listens. */
export class ClientSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === MESSAGE_TOO_BIG) this.emit('oversized')
    super.close(code, reason)
  }
}
