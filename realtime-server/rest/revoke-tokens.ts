import { parseTarget } from '../auth/revocation'
import { disconnectRevoked, requestNewTokens } from '../core/token-lifetime'
import { RealtimeError, toErrorInfo } from '../errors'
import { isObject } from '../protocol/read-protocol-message'
import type { Call, Reply } from './call'

/** With `allowReauthMargin`, how long tokens stay valid so that their holders can renew them. */
const REAUTH_MARGIN_MS = 30_000
const MAX_TARGETS = 100

/** POST /keys/{keyName}/revokeTokens: revokes tokens that the key signed. Requires that key. */
export async function revokeTokens(call: Call): Promise<Reply> {
  const { name: keyName, app } = call
  const { hub } = app
  const identity = call.identity()
  if (identity.kind !== 'key') throw new RealtimeError('key_needed', 'only a key can revoke tokens')
  if (identity.keyName !== keyName)
    throw new RealtimeError('wrong_key', 'a key can only revoke tokens that it signed')
  if (!app.keys.find(keyName)?.revocableTokens)
    throw new RealtimeError('not_revocable', 'the tokens of this key cannot be revoked')

  const now = hub.clock.now()
  const { targets, issuedBefore, appliesAt } = readRequest(await call.body(hub.maxBodySize(identity)), now)
  const results = targets.map((target) => {
    try {
      hub.revocations.revoke(keyName, parseTarget(target), { issuedBefore, appliesAt }, now)
      return { target, issuedBefore, appliesAt }
    } catch (error) {
      if (!(error instanceof RealtimeError)) throw error
      return { target, error: toErrorInfo(error) }
    }
  })
  if (appliesAt > now) requestNewTokens(hub, appliesAt)
  hub.clock.later(appliesAt - now, () => disconnectRevoked(hub))
  const failureCount = results.filter((result) => 'error' in result).length
  return { status: 201, body: { successCount: results.length - failureCount, failureCount, results } }
}

function readRequest(body: unknown, now: number) {
  if (!isObject(body) || !Array.isArray(body.targets))
    throw new RealtimeError('bad_request', 'targets must be a list')
  if (body.targets.length > MAX_TARGETS)
    throw new RealtimeError('bad_request', `at most ${MAX_TARGETS} targets at once`)

  const { issuedBefore = now } = body
  if (typeof issuedBefore !== 'number' || !Number.isFinite(issuedBefore))
    throw new RealtimeError('bad_parameter', 'issuedBefore must be milliseconds since 1970')
  return {
    targets: body.targets as unknown[],
    // Tokens that will be issued later cannot be revoked.
    issuedBefore: Math.min(issuedBefore, now),
    appliesAt: now + (body.allowReauthMargin === true ? REAUTH_MARGIN_MS : 0),
  }
}
