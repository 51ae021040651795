import { setTimeout as sleep } from 'node:timers/promises'
import { channelPatterns, WORKSPACE_CHANNEL } from '@/contract/log/channels'
import { createRealtimeServer, type RealtimeServer } from '@/realtime-server'
import { askRealtime } from '@/server/health'
import { log } from '@/server/logger'
import { provideRealtimeService, serviceFromSettings } from '@/server/realtime/service'
import type { Env } from '@/server/settings/env'
import { dataFolder, realtimeStateFile } from './postgres/data-folder'
import { EMBEDDED_REALTIME } from './process-registry'
import type { Secrets } from './secrets'
import { StartUpError } from './start-up-error'

const SERVER_KEY = 'porchl.server'
const BROWSER_KEY = 'porchl.browser'

/** What a token for a browser may reach at most, whatever is signed with its key. */
const BROWSER_CAPABILITY = {
  [channelPatterns.allSupport]: ['presence', 'publish', 'subscribe'],
  [channelPatterns.allStaff]: ['presence', 'subscribe'],
  [WORKSPACE_CHANNEL]: ['presence', 'subscribe'],
  [channelPatterns.allAgents]: ['subscribe'],
}

/**
 * What one browser's user may cost. They only say that they type and that they are here: no data, now and then, from as
 * many tabs as anybody has. Agents' browsers attach to every row on screen as they start.
 */
const BROWSER_LIMITS = {
  maxMessageSize: 256,
  maxInboundRate: 10,
  maxAttachRate: 50,
  maxConnectRate: 20,
  maxConnectionsPerClient: 50,
  maxDetachedPerClient: 20,
  maxMembersPerClient: 10,
}

/** How long Ably may take to answer at the start before we go on without knowing. */
const CHECK_TIMEOUT_MS = 5_000

/** Which realtime service the settings name, in words that processes can compare and that hold no secret. */
export function realtimeServiceName({ ABLY_API_KEY, ABLY_ENDPOINT = 'ably' }: Env): string {
  return ABLY_API_KEY === undefined ? EMBEDDED_REALTIME : `${ABLY_ENDPOINT} ${ABLY_API_KEY.split('.')[0]}`
}

/** Makes the realtime service ready: our own embedded server, or `null` when the settings name Ably or another one. */
export function prepareRealtime(settings: Env, secrets: Secrets): RealtimeServer | null {
  if (serviceFromSettings(settings) !== null) return null

  const serverSecret = secrets['realtime-server-key']
  const browserSecret = secrets['realtime-browser-key']
  provideRealtimeService({
    publishingKey: `${SERVER_KEY}:${serverSecret}`,
    signingKey: `${BROWSER_KEY}:${browserSecret}`,
    server: { endpoint: loopback(settings.HOST), port: settings.PORT, tls: false },
    browser: { kind: 'embedded' },
  })
  return createRealtimeServer({
    keys: [
      { name: SERVER_KEY, secret: serverSecret },
      {
        name: BROWSER_KEY,
        secret: browserSecret,
        capability: BROWSER_CAPABILITY,
        tokenLimits: BROWSER_LIMITS,
      },
    ],
    connectionSecret: secrets['realtime-connections'],
    ...stateFile(),
    logger: log.realtime,
  })
}

/** Without a folder to write to, browsers load anew after a restart, which is no reason not to start. */
function stateFile(): { stateFile?: string } {
  try {
    dataFolder()
    return { stateFile: realtimeStateFile() }
  } catch (error) {
    log.realtime.warn({ error }, 'the realtime server cannot leave anything to its successor')
    return {}
  }
}

/**
 * Makes sure that a service of somebody else's accepts our key.
 *
 * @throws StartUpError when it refuses. A service that cannot be reached only gets a warning: chat works without it.
 */
export async function checkRealtimeKey(): Promise<void> {
  try {
    await Promise.race([askRealtime(), sleep(CHECK_TIMEOUT_MS, undefined, { ref: false }).then(() => late())])
  } catch (error) {
    const { statusCode, code, message } = error as { statusCode?: number; code?: number; message?: string }
    if (statusCode === 401 || statusCode === 403 || statusCode === 404) {
      throw new StartUpError(`The realtime service refuses ABLY_API_KEY: ${message} (${code})`)
    }
    log.realtime.warn({ error }, 'the realtime service does not answer yet; messages wait until it does')
  }
}

function late(): never {
  throw new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)
}

function loopback(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}
