/** Cookies to add to a request's answer, set while the request is handled. */
const cookiesOf = new WeakMap<Request, string[]>()

/** Adds these `Set-Cookie` values to the answer to this request. */
export function addCookies(request: Request, cookies: readonly string[]): void {
  if (cookies.length > 0) cookiesOf.set(request, [...lateCookies(request), ...cookies])
}

/** The cookies added for this request. */
export function lateCookies(request: Request): readonly string[] {
  return cookiesOf.get(request) ?? []
}
