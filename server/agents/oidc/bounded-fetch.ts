/** More than any provider's document, key set or token. */
const MAX_ANSWER_BYTES = 256 * 1024

type Init = {
  method: string
  headers: Record<string, string>
  body?: URLSearchParams | undefined
  signal?: AbortSignal | undefined
}

/**
 * As `fetch`, and reads the whole answer: what comes is bounded in size, and in time by `signal` until its last byte.
 * Redirects are answered as they are.
 */
export async function boundedFetch(url: string, { body, signal, ...init }: Init): Promise<Response> {
  const response = await fetch(url, {
    ...init,
    body: body ?? null,
    signal: signal ?? null,
    redirect: 'manual',
  })
  const { status, headers } = response
  const bytes = await readAtMost(response, MAX_ANSWER_BYTES)
  return new Response(isWithoutBody(status) ? null : bytes, { status, headers })
}

async function readAtMost({ body }: Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the rest.
    if (size > limit) throw new Error(`the answer is larger than ${limit} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Statuses with which a `Response` refuses a body, even an empty one. */
function isWithoutBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}
