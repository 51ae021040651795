import { appIdOfKey } from '../auth/key'
import { issueToken } from '../auth/token'
import { grantTokenRequest } from '../auth/token-request'
import { RealtimeError } from '../errors'
import { isObject } from '../protocol/read-protocol-message'
import type { Call, Reply } from './call'

/** The largest body read before a signature is checked, in bytes. */
const MAX_SIZE = 8_192

/**
 * POST /keys/{keyName}/requestToken: issues a token for a signed request, or for the key itself. Always JSON. With GET, the
 * parameters are the token request.
 */
export async function requestToken(call: Call): Promise<Reply> {
  const app = call.apps.find(appIdOfKey(call.name))
  const key = app?.keys.find(call.name)
  if (!app || !key) throw new RealtimeError('not_found', 'no such key')

  const isKeyHolder = call.hasCredentials && showsKey(call)
  const body = call.method === 'GET' ? Object.fromEntries(call.params) : await call.body(MAX_SIZE)
  if (!isObject(body)) throw new RealtimeError('bad_request', 'a token request must be an object')
  const { nonces, hub } = app
  const now = hub.clock.now()
  const granted = grantTokenRequest(body, { key, isKeyHolder, nonces, now })
  return { status: 201, body: issueToken(key, granted, now), format: 'json' }
}

function showsKey(call: Call): boolean {
  const identity = call.identity()
  return identity.kind === 'key' && identity.keyName === call.name
}
