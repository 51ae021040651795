/** A response that browsers save as a file. Streamed, so it may be larger than memory. */
export function download(
  text: AsyncIterable<string>,
  { name, type }: { name: string; type: string },
): Response {
  return new Response(encoded(text), {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  })
}

function encoded(text: AsyncIterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = text[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await chunks.return?.()
    },
  })
}
