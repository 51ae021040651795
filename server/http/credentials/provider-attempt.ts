import type { Departure } from '@/contract/people/oidc'
import type { Departed } from '@/server/agents/oidc/sign-in'
import { type JsonAnswer, json } from '../answer'
import { attemptCookie, forgottenAttemptCookie, readAttemptCookie } from './cookies'
import { addCookies } from './late-cookies'

/** The answer that sends a browser to the sign-in provider; the browser keeps the attempt. */
export function departed(request: Request, { address, attempt }: Departed): JsonAnswer {
  addCookies(request, [attemptCookie(attempt)])
  return json({ address } satisfies Departure)
}

/** The attempt that a browser has kept, or `null`. It is gone after this request, however that ends. */
export function takeAttempt(request: Request): string | null {
  const attempt = readAttemptCookie(request.headers)
  if (attempt !== null) addCookies(request, [forgottenAttemptCookie()])
  return attempt
}
