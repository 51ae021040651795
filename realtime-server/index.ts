import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Budget } from './budget'
import { CometGate } from './comet/gate'
import type { App } from './core/app'
import { Apps } from './core/apps'
import { sendAllAway } from './core/send-all-away'
import { type AppSnapshot, restoreSnapshot, takeSnapshot } from './core/snapshot'
import { type RealtimeServerOptions, type Settings, toSettings } from './options'
import { type Origin, originOf } from './origin'
import { Router } from './rest/router'
import { leaveState, takeState } from './state-file'
import { AddressCounter } from './transport/address-counter'
import { WebSocketGate } from './transport/websocket'

export type { Clock } from './clock'
export type { RealtimeServerOptions } from './options'

/** An Ably-compatible server, to be connected with an HTTP server by its owner. */
export interface RealtimeServer {
  /**
   * Answers a request when its path is one of the protocol's and says so; false means that it is somebody else's.
   *
   * @param origin the client's address, and whether its request was secure, if somebody knows better than the socket, as
   *   with a proxy in between
   */
  handleRequest(request: IncomingMessage, response: ServerResponse, origin?: Partial<Origin>): boolean

  /**
   * Takes an upgrade to WebSocket on `/`. Who may not connect is told so over the WebSocket.
   *
   * @param origin as for a request
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, origin?: Partial<Origin>): void

  /**
   * Sends every client away, to come back at once, and resolves when all sockets are closed and the next process has
   * what it needs, if there is a `stateFile`. Requests are refused from the first moment.
   */
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
  const { clock, timings, limits, logger, stateFile } = settings
  const apps = startApps(settings)
  const router = new Router(apps, logger)
  const addresses = new AddressCounter(limits, clock)
  const gate = new WebSocketGate(apps, addresses, logger)
  const comet = new CometGate(apps, addresses, logger)
  let closing: Promise<void> | null = null

  return {
    handleRequest(request, response, known) {
      const origin = originOf(request, known)
      return comet.handle(request, response, origin) || router.handle(request, response, origin)
    },

    handleUpgrade(request, socket, head, known) {
      if (closing) socket.destroy()
      else gate.handleUpgrade(request, socket, head, originOf(request, known))
    },

    close: () => (closing ??= close()),

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

  async function close(): Promise<void> {
    router.close()
    comet.close()
    await sendAllAway(apps.all(), clock, timings.closeSpreadMs)
    const cut = clock.later(timings.closeGraceMs, () => gate.terminate())
    await gate.idle()
    cut()
    gate.terminate()
    for (const { hub } of apps.all()) {
      hub.broker.seal()
      hub.close()
    }
    if (stateFile !== null) await leave(stateFile)
  }

  async function leave(file: string): Promise<void> {
    try {
      const budget = new Budget(limits.maxStateSize)
      const snapshots = apps.all().map((app) => takeSnapshot(app, budget))
      await leaveState(file, snapshots, clock.now())
    } catch (error) {
      logger.error({ file, error }, 'nothing could be left to the next process; clients will load anew')
    }
  }
}

/** An app that somebody made over REST, if that is still allowed. */
function provisionAgain(apps: Apps, { provisioned }: AppSnapshot): App | null {
  if (provisioned === null || !apps.settings.provisioning) return null
  const app = apps.provision(provisioned)
  apps.add(app)
  return app
}

/** The apps of the settings, as an earlier process has left them if it has. Nothing that it left can prevent a start. */
function startApps(settings: Settings): Apps {
  const { stateFile, clock, logger } = settings
  const apps = new Apps(settings)
  if (stateFile === null) return apps
  try {
    for (const snapshot of takeState(stateFile, clock.now())) {
      const app = apps.find(snapshot.id) ?? provisionAgain(apps, snapshot)
      if (app) restoreSnapshot(app, snapshot)
    }
    return apps
  } catch (error) {
    logger.warn({ stateFile, error }, 'what the process before has left cannot be used; clients load anew')
    for (const { hub } of apps.all()) hub.close()
    return new Apps(settings)
  }
}
