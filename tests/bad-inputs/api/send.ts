import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; afterMs: number }

export type Call = {
  method: string
  /** With its query, as sent on the wire. */
  path: string
  headers: Record<string, string>
  body: string | Buffer | null
}

/** Sends a request verbatim: what `fetch` would correct stays broken. A cut connection counts as status 0. */
export function send(port: number, { method, path, headers, body }: Call): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve) => {
    const afterMs = () => performance.now() - began
    const cut = () => resolve({ status: 0, headers: {}, text: '', afterMs: afterMs() })
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false })
    call.on('error', cut)
    call.on('response', (response) => {
      text(response).then(
        (body) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: body,
            afterMs: afterMs(),
          }),
        cut,
      )
    })
    call.end(body ?? undefined)
  })
}
