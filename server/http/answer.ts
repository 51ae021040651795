/** What a route answers: JSON as text, or a `Response` for what is streamed or is no JSON. */
export type Answer = JsonAnswer | Response

/** An answer in JSON. A `Response` of the same costs as much as the text itself, so one is made only where it is needed. */
export type JsonAnswer = {
  status: number
  headers: Record<string, string>
  /** `Set-Cookie` values. */
  cookies: string[]
  text: string
  isCompressible: boolean
}

/**
 * An answer in JSON.
 *
 * @param isCompressible only for what can be large and holds no credential: compressed text tells by its length what it
 *   repeats
 */
export function json(
  body: unknown,
  { status = 200, isCompressible = false }: { status?: number; isCompressible?: boolean } = {},
): JsonAnswer {
  const headers = { 'Content-Type': 'application/json' }
  return { status, headers, cookies: [], text: JSON.stringify(body), isCompressible }
}

/** Adds to an answer what every answer carries. */
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
