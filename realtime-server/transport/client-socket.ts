import WebSocket from 'ws'

const MESSAGE_TOO_BIG = 1009

/** A WebSocket that emits `oversized` before it closes because of a frame that is too large; later would be too late. */
export class ClientSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === MESSAGE_TOO_BIG) this.emit('oversized')
    super.close(code, reason)
  }
}
