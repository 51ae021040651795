import type { Credentials } from '../auth/authenticator'
import type { ConnectRequest } from '../core/connect'
import { RealtimeError } from '../errors'
import type { Timings } from '../options'
import type { Format } from '../protocol/format'

/** The parameters of the URL that a client connects to. */
export type Handshake = ConnectRequest & {
  /** Whether it expects HEARTBEAT frames rather than WebSocket pings. */
  wantsHeartbeats: boolean
}

const MIN_VERSION = 2
const MAX_REMAIN_PRESENT_MS = 120_000
const HEARTBEAT_RANGE_MS = [5_000, 1_800_000] as const

/** The frame format. JSON when unknown, so that the error can be sent. */
export function formatOf(params: URLSearchParams): Format {
  return params.get('format') === 'msgpack' ? 'msgpack' : 'json'
}

/**
 * Reads the parameters of a connection (spec RTN2). Ignores unknown ones.
 *
 * @throws RealtimeError `bad_parameter`, `unsupported_version`
 */
export function readHandshake(params: URLSearchParams, timings: Timings): Handshake {
  if (!['json', 'msgpack', null].includes(params.get('format')))
    throw new RealtimeError('bad_parameter', 'format must be json or msgpack')
  const version = params.get('v')
  if (version !== null && !(Number.parseInt(version, 10) >= MIN_VERSION))
    throw new RealtimeError('unsupported_version', `the protocol version must be at least ${MIN_VERSION}`)

  return {
    credentials: credentialsOf(params),
    clientId: params.get('clientId'),
    resumeKey: params.get('resume') ?? params.get('recover'),
    echo: params.get('echo') !== 'false',
    wantsHeartbeats: params.get('heartbeats') !== 'false',
    remainPresentForMs:
      inRange(params.get('remainPresentFor'), 0, MAX_REMAIN_PRESENT_MS) ?? timings.remainPresentForMs,
    maxIdleIntervalMs:
      inRange(params.get('heartbeatInterval'), ...HEARTBEAT_RANGE_MS) ?? timings.maxIdleIntervalMs,
  }
}

function credentialsOf(params: URLSearchParams): Credentials | null {
  const token = params.get('access_token') ?? params.get('accessToken')
  if (token) return { token }
  const key = params.get('key')
  return key ? { key } : null
}

/** Milliseconds, clamped to the range; `null` for a missing parameter. */
function inRange(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,12}$/.test(text)) return null
  return Math.min(Math.max(Number(text), least), most)
}
