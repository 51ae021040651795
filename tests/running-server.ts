import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareRealtime } from '@/process/realtime'
import { readOrCreateSecrets } from '@/process/secrets'
import { createApiListener } from '@/process/web/api-server'
import type { Pages } from '@/process/web/pages'
import { createClientReader } from '@/process/web/requests/client-address'
import { createWebServer, serve } from '@/process/web/web-server'
import { provideRealtimeService, realtimeService } from '@/server/realtime/service'
import { type Env, env, provideEnv } from '@/server/settings/env'
import { rememberSecret } from './log-scan'

/** The process's own web server with API and realtime server, on a port of its own. Only the pages are missing. */
export type RunningServer = {
  port: number
  /** Lets a `TestBrowser` send requests over HTTP. */
  reach: { origin: string; fetch: typeof fetch }
  stop: () => Promise<void>
}

const MANY = 1_000_000_000

/** Settings for tests that exceed the limits of callers, except those on sign-in attempts. */
export const unlimited: Partial<Env> = {
  LIMIT_CONVERSATIONS_PER_VISITOR: MANY,
  LIMIT_CONVERSATIONS_PER_NETWORK: MANY,
  LIMIT_CONVERSATIONS_PER_SITE: MANY,
  LIMIT_MESSAGES_PER_NETWORK: MANY,
  LIMIT_MESSAGES_PER_SITE: MANY,
  LIMIT_TOKENS_PER_VIEWER: MANY,
}

/** Starts it in this process, on this worker's database. Stop it in `afterAll`. */
export async function startServer(settings: Partial<Env> = {}): Promise<RunningServer> {
  provideEnv({ ...env(), AUTH_SECRET: randomBytes(32).toString('base64url'), ...settings })
  // Two servers must not share a state file.
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-'))
  process.env.DATA_DIR = folder
  const server = createWebServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  provideEnv({ ...env(), PORT: port })
  provideRealtimeService(null)
  const realtime = prepareRealtime(env(), await readOrCreateSecrets())
  const { publishingKey, signingKey } = realtimeService()
  rememberSecret(env().AUTH_SECRET, publishingKey.split(':')[1], signingKey.split(':')[1])
  serve(server, {
    api: createApiListener(),
    pages: noPages,
    realtime,
    clientOf: createClientReader(env().TRUSTED_PROXIES ?? []),
  })
  return {
    port,
    reach: { origin: `http://127.0.0.1:${port}`, fetch },
    async stop() {
      await realtime?.close()
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const noPages: Pages = {
  listener: (_request, response) => void response.writeHead(404).end(),
  handleUpgrade: (_request, socket) => void socket.destroy(),
  close: async () => {},
}
