import type { Key } from '../auth/key'
import { parseTarget } from '../auth/revocation'
import { issueToken } from '../auth/token'
import { grantTokenRequest } from '../auth/token-request'
import { sendAwayRevoked } from '../core/token-lifetime'
import { RealtimeError, toErrorInfo } from '../errors'
import { isObject } from '../protocol/read-protocol-message'
import type { RestContext } from './context'
import type { Exchange } from './exchange'

/** What `allowReauthMargin` delays a revocation by, in milliseconds. */
const REAUTH_MARGIN_MS = 30_000

const MAX_TARGETS = 100

/** `POST /keys/{keyName}/requestToken`: for a signed request, or for whoever shows the key (spec RSA8). */
export async function requestToken(context: RestContext, exchange: Exchange, keyName: string): Promise<void> {
  const { hub, keys, nonces } = context
  const key = keys.find(keyName)
  if (!key) throw new RealtimeError('not_found', 'no such key')

  const request = (await exchange.body(hub.limits.maxRequestSize)) ?? {}
  if (!isObject(request)) throw new RealtimeError('bad_request', 'a token request is an object')
  const now = hub.clock.now()
  const granted = grantTokenRequest(request, {
    key,
    isKeyHolder: showsKey(context, exchange, key),
    nonces,
    now,
  })
  exchange.send(201, issueToken(key, granted, now))
}

/** `POST /keys/{keyName}/revokeTokens`: takes tokens back, and sends away whoever uses them (spec RSA17). */
export async function revokeTokens(context: RestContext, exchange: Exchange, keyName: string): Promise<void> {
  const { hub, keys } = context
  const { credentials } = exchange
  if (credentials === null || !('key' in credentials))
    throw new RealtimeError('key_needed', 'revoking needs the key')
  if (keys.authenticate(credentials.key).name !== keyName)
    throw new RealtimeError('wrong_key', 'a key revokes its own tokens')

  const body = await exchange.body(hub.limits.maxRequestSize)
  if (!isObject(body) || !Array.isArray(body.targets) || body.targets.length > MAX_TARGETS)
    throw new RealtimeError('bad_request', `targets is a list of at most ${MAX_TARGETS}`)
  const now = hub.clock.now()
  const issuedBefore = typeof body.issuedBefore === 'number' ? body.issuedBefore : now
  const marginMs = body.allowReauthMargin === true ? REAUTH_MARGIN_MS : 0
  const appliesAt = now + marginMs

  const results = body.targets.map((target: unknown) => {
    try {
      hub.revocations.revoke(keyName, parseTarget(target), issuedBefore, appliesAt)
      return { target, issuedBefore, appliesAt }
    } catch (error) {
      return { target, error: toErrorInfo(error) }
    }
  })
  if (marginMs === 0) sendAwayRevoked(hub)
  else hub.clock.later(marginMs, () => sendAwayRevoked(hub))

  const failureCount = results.filter((result) => 'error' in result).length
  exchange.send(201, { successCount: results.length - failureCount, failureCount, results })
}

/** Whether the request came with the secret of this very key. */
function showsKey({ keys }: RestContext, { credentials }: Exchange, key: Key): boolean {
  if (credentials === null || !('key' in credentials)) return false
  return keys.authenticate(credentials.key).name === key.name
}
