import { addressOf, cookiesOf, requestHeaders, type Speaker } from '@/client/api/api'
import { noteOutdated, noteVersion } from '@/client/api/server-version'
import { noteRefusal } from '@/client/api/signed-in-agent'
import { pathOf } from '@/contract/api-calls'
import type { ErrorBody, ErrorCode } from '@/contract/error-codes'

/** Shorter than the SDK's timeout, so that its unspecific error never comes first. */
const TOKEN_TIMEOUT_MS = 8_000

/** The statuses of errors that retrying cannot resolve. */
const FINAL: Partial<Record<ErrorCode, number>> = {
  blocked: 403,
  signed_in_as_another: 409,
  origin_not_allowed: 403,
  unknown_site: 404,
}

/** Header, payload and signature, each in base64url. Rejects a proxy's sign-in page with status 200. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * No token was issued. The SDK reads `statusCode`: it gives up after 403 and retries after anything else. So only Porchlight's
 * permanent errors become 403, not a firewall's.
 */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  readonly code: number
  readonly statusCode: number

  constructor(message: string, { isFinal = false, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(message, { cause })
    this.code = isFinal ? 40300 : 40170
    this.statusCode = isFinal ? 403 : 401
  }
}

/** Requests a realtime token. @throws TokenError */
export async function fetchRealtimeToken(
  speaker: Speaker,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<string> {
  const response = await ask(speaker, fetch)
  noteVersion(response)
  const text = await response.text().catch((cause) => {
    throw new TokenError('The token response was cut off.', { cause })
  })
  if (response.ok && JWT.test(text)) return text

  const code = codeOf(text)
  if (code === 'signed_in_as_another') noteRefusal()
  noteOutdated(code)
  throw new TokenError(`No token: status ${response.status}, ${code ?? 'not from Porchlight'}.`, {
    isFinal: code !== null && response.status === FINAL[code],
  })
}

async function ask(speaker: Speaker, fetch: typeof globalThis.fetch): Promise<Response> {
  try {
    return await fetch(addressOf(speaker, pathOf('getRealtimeToken')), {
      ...cookiesOf(speaker),
      headers: await requestHeaders(speaker),
      cache: 'no-store',
      signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
    })
  } catch (cause) {
    throw new TokenError('Could not reach the token endpoint.', { cause })
  }
}

function codeOf(text: string): ErrorCode | null {
  try {
    const error = (JSON.parse(text) as Partial<ErrorBody> | null)?.error
    return typeof error?.code === 'string' ? error.code : null
  } catch {
    return null
  }
}
