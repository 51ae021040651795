import { createServer } from 'node:http'
import { env } from 'node:process'
import { parseArgs } from 'node:util'
import { createRealtimeServer } from './index'
import type { KeyOptions } from './options'

/*
 * The realtime server alone:
 *
 *   node --import tsx realtime-server/standalone.ts --port 8080 --key app.key:secret
 */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    host: { type: 'string', default: '127.0.0.1' },
    key: { type: 'string', multiple: true, default: [] },
  },
})
const keys = [...values.key, ...keysOfEnvironment()].map(parseKey)
if (keys.length === 0) exit('Give it a key: --key app.key:secret')

const realtime = createRealtimeServer({ keys })
const server = createServer((request, response) => {
  if (!realtime.handleRequest(request, response)) response.writeHead(404).end()
})
server.on('upgrade', (request, socket, head) => realtime.handleUpgrade(request, socket, head))
server.on('error', (error) => exit(error.message))
server.listen(Number(values.port), values.host, () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : values.port
  console.log(`new Ably.Realtime({ key: '…', endpoint: '${values.host}', port: ${port}, tls: false })`)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    server.close()
    await realtime.close()
    server.closeAllConnections()
  })
}

/** `REALTIME_KEYS`: keys separated by commas, for those who keep secrets out of command lines. */
function keysOfEnvironment(): string[] {
  return (env.REALTIME_KEYS ?? '').split(',').filter((text) => text !== '')
}

function parseKey(text: string): KeyOptions {
  const colon = text.indexOf(':')
  if (colon < 0) exit(`Not a key: it looks like app.key:secret`)
  return { name: text.slice(0, colon), secret: text.slice(colon + 1) }
}

function exit(message: string): never {
  console.error(message)
  process.exit(1)
}
