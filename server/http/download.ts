/** An answer that browsers keep as a file. Its text is made while it is sent, so it may be longer than memory. */
export function download(
  text: AsyncIterable<string>,
  { name, type }: { name: string; type: string },
): Response {
  return new Response(encoded(text), {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  })
}

function encoded(text: AsyncIterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = text[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}
