import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 200 })

export type Answer = { status: number; body: string; cookies: string[] }

/** One HTTP request over a keep-alive connection: Node's cheapest client, the same for every system. */
export function call(
  method: string,
  url: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const payload = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, agent, headers: { ...headers, ...(payload === undefined ? {} : jsonHeaders(payload)) } },
      (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk) => {
          text += chunk
        })
        incoming.on('end', () => {
          const cookies = (incoming.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '')
          resolve({ status: incoming.statusCode ?? 0, body: text, cookies })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(payload)
  })
}

/** Like {@link call}; rejects for an error status. */
export async function mustCall(...args: Parameters<typeof call>): Promise<Answer> {
  const answer = await call(...args)
  if (answer.status >= 300) throw new Error(`${args[0]} ${args[1]} returned ${answer.status}: ${answer.body}`)
  return answer
}

function jsonHeaders(payload: string) {
  return { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }
}
