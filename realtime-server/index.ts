import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Apps } from './core/apps'
import { sendAway } from './core/disconnect'
import { RealtimeError } from './errors'
import { type RealtimeServerOptions, toSettings } from './options'
import { Router } from './rest/router'
import { WebSocketGate } from './transport/websocket'

export type { Clock } from './clock'
export type { RealtimeServerOptions } from './options'

/** An Ably-compatible server, to be connected with an HTTP server by whoever owns that. */
export interface RealtimeServer {
  /** Answers a request when its path is one of the protocol's and says so; false means that it is somebody else's. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean

  /** Takes an upgrade to WebSocket on `/`. Who may not connect is told so over the WebSocket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void

  /** Sends every client away, to come back at once, and resolves when all sockets are closed. */
  close(): Promise<void>

  /** How many connections are open, and how many channels are remembered. */
  stats(): { connections: number; channels: number }
}

/**
 * Makes a server. It keeps everything in memory, and speaks as soon as it is given requests.
 *
 * @throws Error for keys that nobody could use
 */
export function createRealtimeServer(options: RealtimeServerOptions): RealtimeServer {
  const settings = toSettings(options)
  const { clock, timings, logger } = settings
  const apps = new Apps(settings)
  const router = new Router(apps, logger)
  const gate = new WebSocketGate(apps, logger)
  let isClosing = false

  return {
    handleRequest: (request, response) => router.handle(request, response),

    handleUpgrade(request, socket, head) {
      if (isClosing) socket.destroy()
      else gate.handleUpgrade(request, socket, head)
    },

    async close() {
      isClosing = true
      for (const { hub } of apps.all()) {
        for (const connection of hub.connections.values())
          sendAway(hub, connection, new RealtimeError('disconnected', 'the server is going away'))
      }
      const cut = clock.later(timings.closeGraceMs, () => gate.terminate())
      await gate.idle()
      cut()
      gate.terminate()
      for (const { hub } of apps.all()) hub.close()
    },

    stats() {
      const hubs = apps.all().map(({ hub }) => hub)
      return {
        connections: hubs
          .flatMap(({ connections }) => [...connections.values()])
          .filter(({ isConnected }) => isConnected).length,
        channels: hubs.reduce((sum, { channelCount }) => sum + channelCount, 0),
      }
    },
  }
}
