import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Budget } from './budget'
import { CometGate } from './comet/gate'
import type { App } from './core/app'
import { Apps } from './core/apps'
import { disconnectAll } from './core/disconnect-all'
import { type AppSnapshot, restoreSnapshot, takeSnapshot } from './core/snapshot'
import { type RealtimeServerOptions, type Settings, toSettings } from './options'
import { type Origin, originOf } from './origin'
import { Router } from './rest/router'
import { leaveState, takeState } from './state-file'
import { AddressCounter } from './transport/address-counter'
import { WebSocketGate } from './transport/websocket'

export type { Clock } from './clock'
export type { RealtimeServerOptions } from './options'

/** An Ably-compatible server. The owner connects it to an HTTP server. */
export interface RealtimeServer {
  /**
   * Handles a request. Returns false, untouched, if its path is not part of the protocol.
   *
   * @param origin the client's address and whether the request was secure; overrides what the socket says, as behind a
   *   proxy
   */
  handleRequest(request: IncomingMessage, response: ServerResponse, origin?: Partial<Origin>): boolean

  /**
   * Handles a WebSocket upgrade on `/`. Refuses clients over the WebSocket.
   *
   * @param origin as for a request
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, origin?: Partial<Origin>): void

  /**
   * Refuses further requests at once and disconnects every client, to reconnect elsewhere. Resolves when all sockets are closed
   * and the state for the next process is written, if there is a `stateFile`.
   */
  close(): Promise<void>

  /** The number of open connections, and of channels in memory. */
  stats(): { connections: number; channels: number }
}

/**
 * Creates a server. It keeps everything in memory and does not listen by itself.
 *
 * @throws Error for invalid keys
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
    await disconnectAll(apps.all(), clock, timings.closeSpreadMs)
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
      logger.error({ file, error }, 'could not write the state file; clients will reload history')
    }
  }
}

/** Recreates an app that was provisioned over REST, if provisioning is still allowed. */
function provisionAgain(apps: Apps, { provisioned }: AppSnapshot): App | null {
  if (provisioned === null || !apps.settings.provisioning) return null
  const app = apps.provision(provisioned)
  apps.add(app)
  return app
}

/** Creates the apps of the settings and restores an earlier process's state. A broken state file does not prevent a start. */
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
    logger.warn({ stateFile, error }, 'could not read the state file; clients will reload history')
    for (const { hub } of apps.all()) hub.close()
    return new Apps(settings)
  }
}
