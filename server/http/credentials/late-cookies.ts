/** Cookies that came up while a request was looked at, for its answer. */
const waiting = new WeakMap<Request, string[]>()

/** Has the answer to this request carry these `Set-Cookie` values too. */
export function addCookies(request: Request, cookies: readonly string[]): void {
  if (cookies.length > 0) waiting.set(request, [...lateCookies(request), ...cookies])
}

/** What was added for this request. */
export function lateCookies(request: Request): readonly string[] {
  return waiting.get(request) ?? []
}
