import { createHmac } from 'node:crypto'
import { RealtimeError } from '../errors'
import { type Capability, intersect, parseCapability } from './capability'
import { equalInConstantTime, type Key } from './key'
import type { NonceMemory } from './nonce-memory'

/** A verified token request and what it was granted. */
export type GrantedRequest = { capability: Capability; clientId: string | null; ttlMs: number }

const DEFAULT_TTL_MS = 60 * 60_000
const MAX_TTL_MS = 24 * 60 * 60_000
const MIN_NONCE_LENGTH = 16

/** How far the timestamp of a request may be from the server's time, in milliseconds. */
export const TIMESTAMP_WINDOW_MS = 2 * 60_000

type Fields = Record<string, unknown>

/**
 * Verifies a token request (spec TE): its MAC must be right, unless the request was authenticated with the key itself.
 *
 * @param isKeyHolder whether the sender authenticated with the same key
 * @throws RealtimeError `unauthorized` for a wrong MAC, `incompatible_credentials` for another key, `bad_timestamp`,
 *   `bad_nonce`, `bad_parameter`, `bad_request`, `bad_client_id`, `capability_denied` when nothing would be granted
 */
export function grantTokenRequest(
  request: Fields,
  { key, isKeyHolder, nonces, now }: { key: Key; isKeyHolder: boolean; nonces: NonceMemory; now: number },
): GrantedRequest {
  const { keyName } = request
  if (keyName !== undefined && keyName !== key.name)
    throw new RealtimeError('incompatible_credentials', 'keyName is not the key of the path')

  if (request.mac !== undefined && request.mac !== null) {
    verifyMac(request, key)
    verifyFreshness(request, key, nonces, now)
  } else if (!isKeyHolder) {
    throw new RealtimeError('unauthorized', 'the token request is not signed')
  }

  const clientId = text(request, 'clientId')
  if (clientId === '') throw new RealtimeError('bad_client_id', 'not an id a client can have')
  return { capability: capabilityOf(request, key), clientId: clientId ?? null, ttlMs: ttlOf(request) }
}

/** The MAC of a token request: each field on a line of its own, absent ones as empty lines. */
export function macOf(request: Fields, secret: string): string {
  const fields = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce']
  // The SDK signs a ttl of 0 as if it were absent.
  const lines = fields.map((name) => `${request[name] || ''}\n`)
  return createHmac('sha256', secret).update(lines.join('')).digest('base64')
}

function verifyMac(request: Fields, key: Key): void {
  const { mac } = request
  if (
    typeof mac !== 'string' ||
    !equalInConstantTime(mac, macOf({ ...request, keyName: key.name }, key.secret))
  )
    throw new RealtimeError('unauthorized', 'the mac of the token request is wrong')
}

function verifyFreshness(request: Fields, key: Key, nonces: NonceMemory, now: number): void {
  const timestamp = number(request.timestamp)
  if (timestamp === null || Math.abs(timestamp - now) > TIMESTAMP_WINDOW_MS)
    throw new RealtimeError('bad_timestamp', 'the timestamp of the token request is not current')

  const nonce = text(request, 'nonce') ?? ''
  if (nonce.length < MIN_NONCE_LENGTH)
    throw new RealtimeError('bad_nonce', `a nonce has at least ${MIN_NONCE_LENGTH} characters`)
  if (!nonces.use(`${key.name}:${nonce}`, now))
    throw new RealtimeError('bad_nonce', 'the nonce was used before')
}

function capabilityOf(request: Fields, key: Key): Capability {
  const asked = text(request, 'capability')
  if (asked === undefined || asked === '') return key.capability

  const capability = intersect(parseCapability(asked), key.capability)
  if (capability.length === 0)
    throw new RealtimeError('capability_denied', 'the key grants none of what was requested')
  return capability
}

function ttlOf({ ttl }: Fields): number {
  if (ttl === undefined || ttl === null || ttl === '') return DEFAULT_TTL_MS
  const ttlMs = number(ttl)
  if (ttlMs === null || ttlMs < 0 || ttlMs > MAX_TTL_MS)
    throw new RealtimeError('bad_parameter', 'ttl is milliseconds, at most 24 hours')
  return ttlMs === 0 ? DEFAULT_TTL_MS : ttlMs
}

/** Accepts numbers as text: requests also arrive as query strings. */
function number(value: unknown): number | null {
  const parsed = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null
}

function text(request: Fields, name: string): string | undefined {
  const value = request[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new RealtimeError('bad_request', `${name} is not a string`)
  return value
}
