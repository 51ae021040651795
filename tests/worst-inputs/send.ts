import { request } from 'node:http'

/** A request from a stranger. */
export type Sent = {
  method: string
  path: string
  headers?: Record<string, string>
  body?: Buffer
}

/** Sends it over a connection of its own and returns the status; 0 when the connection is cut without one. */
export function send(port: number, { method, path, headers = {}, body }: Sent): Promise<number> {
  return new Promise((resolve) => {
    const call = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers,
      agent: false,
      maxHeaderSize: 262_144,
    })
    call.on('response', (response) => {
      response.on('close', () => resolve(response.statusCode ?? 0))
      response.resume()
    })
    call.on('error', () => resolve(0))
    call.end(body)
  })
}
