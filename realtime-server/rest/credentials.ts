import type { IncomingMessage } from 'node:http'
import type { Credentials } from '../auth/authenticator'
import type { Identity } from '../auth/identity'
import type { App } from '../core/app'
import type { Apps } from '../core/apps'
import { RealtimeError } from '../errors'

/**
 * The app that a request addresses.
 *
 * @throws RealtimeError for missing credentials or an unknown app
 */
export function appOf(apps: Apps, request: IncomingMessage, params: URLSearchParams): App {
  return withoutRetries(() => apps.of(credentialsOf(request, params)))
}

/**
 * Authenticates a request.
 *
 * @throws RealtimeError for missing or refused credentials
 */
export function identify(app: App, request: IncomingMessage, params: URLSearchParams): Identity {
  return withoutRetries(() =>
    app.authenticator.identify(credentialsOf(request, params), requestedClientId(request)),
  )
}

/** Over REST the SDK retries these codes with a new token at once, without end. A broken token issuer would cause a loop. */
function withoutRetries<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof RealtimeError && ['bad_jwt', 'unknown_token'].includes(error.reason))
      throw new RealtimeError('unauthorized', error.message)
    throw error
  }
}

/** The credentials in the header or query of a request; `null` when there are none. */
export function credentialsOf(request: IncomingMessage, params: URLSearchParams): Credentials | null {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+) *$/.exec(request.headers.authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'basic') return { key: fromBase64(value) }
  if (scheme.toLowerCase() === 'bearer') return { token: isToken(value) ? value : fromBase64(value) }

  const token = params.get('access_token') ?? params.get('accessToken')
  if (token) return { token }
  const key = params.get('key')
  return key ? { key } : null
}

/** The client id in the headers of a request (spec RSA7e2). */
export function requestedClientId(request: IncomingMessage): string | null {
  const header = request.headers['x-ably-clientid']
  return typeof header === 'string' ? fromBase64(header) : null
}

/** The SDK sends tokens in base64, other clients as they are. Base64 contains no dots. */
function isToken(text: string): boolean {
  return text.includes('.')
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString()
}
