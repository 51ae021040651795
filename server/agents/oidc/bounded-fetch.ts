/** Larger than any provider's metadata, key set or token. */
const MAX_ANSWER_BYTES = 256 * 1024

type Init = {
  method: string
  headers: Record<string, string>
  body?: URLSearchParams | undefined
  signal?: AbortSignal | undefined
}

/**
 * Like `fetch`, but reads the whole response, bounded in size and, by `signal`, in time up to the last byte. Does not follow
 * redirects.
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
    if (size > limit) throw new Error(`the response is larger than ${limit} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Statuses for which `Response` does not accept a body, even an empty one. */
function isWithoutBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}
