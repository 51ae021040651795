/** What a route returns: JSON as text, or a `Response` if it is streamed or not JSON. */
export type Answer = JsonAnswer | Response

/** A JSON answer. Creating a `Response` costs as much as creating the text, so it is done only where needed. */
export type JsonAnswer = {
  status: number
  headers: Record<string, string>
  /** `Set-Cookie` values. */
  cookies: string[]
  text: string
  isCompressible: boolean
}

/**
 * Creates a JSON answer.
 *
 * @param isCompressible set it only for answers that can be large and contain no credentials: the length of compressed text leaks
 *   repetitions
 */
export function json(
  body: unknown,
  { status = 200, isCompressible = false }: { status?: number; isCompressible?: boolean } = {},
): JsonAnswer {
  const headers = { 'Content-Type': 'application/json' }
  return { status, headers, cookies: [], text: JSON.stringify(body), isCompressible }
}

/** Adds headers and cookies to an answer. */
export function addHeaders(
  answer: Answer,
  headers: Record<string, string>,
  cookies: readonly string[],
): void {
  if (!(answer instanceof Response)) {
    Object.assign(answer.headers, headers)
    answer.cookies.push(...cookies)
    return
  }
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value)
  for (const cookie of cookies) answer.headers.append('Set-Cookie', cookie)
}

/** The same answer as a `Response`, for plain Next.js. */
export function toResponse(answer: Answer): Response {
  if (answer instanceof Response) return answer
  const { text, status, headers, cookies } = answer
  const response = new Response(text, { status, headers })
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
  return response
}
