/** Path and parameters of a request's target. Total: unlike `new URL` it takes whatever a client may send. */
export function splitUrl(url: string): { pathname: string; params: URLSearchParams } {
  const question = url.indexOf('?')
  if (question < 0) return { pathname: url, params: new URLSearchParams() }
  return { pathname: url.slice(0, question), params: new URLSearchParams(url.slice(question + 1)) }
}
