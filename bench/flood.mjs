// Sends the same request over and over, in a separate process, so that sending does not load the server's process.
// Limited by count and time; `{n}` in the body becomes the request's number, `{uuid}` a random UUID. Prints responses by status.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

const { port, method, path, headers, body, atOnce, most, seconds } = JSON.parse(process.argv[2])
const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
const endsAt = Date.now() + seconds * 1000
const statuses = {}
let sent = 0

process.stdin.resume().on('end', () => process.exit())
await Promise.all(Array.from({ length: atOnce }, keepSending))
console.log(JSON.stringify(statuses))
process.exit()

async function keepSending() {
  while (sent < most && Date.now() < endsAt) {
    sent += 1
    const status = await send(body?.replaceAll('{n}', sent).replaceAll('{uuid}', () => randomUUID()))
    statuses[status] = (statuses[status] ?? 0) + 1
  }
}

function send(payload) {
  return new Promise((resolve) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, agent, headers }, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode))
    })
    outgoing.on('error', () => resolve('cut'))
    outgoing.end(payload)
  })
}
