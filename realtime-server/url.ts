/** Splits a request target into path and parameters. Unlike `new URL` it never throws. */
export function splitUrl(url: string): { pathname: string; params: URLSearchParams } {
  const question = url.indexOf('?')
  if (question < 0) return { pathname: url, params: new URLSearchParams() }
  return { pathname: url.slice(0, question), params: new URLSearchParams(url.slice(question + 1)) }
}
