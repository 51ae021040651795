import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { argv, env } from 'node:process'
import { type CommandLine, readCommandLine, UsageError, usage } from './command-line'
import { RealtimeError } from './errors'
import { createRealtimeServer } from './index'
import { formatOf } from './rest/call'
import { respondError } from './rest/respond'

/*
 * The standalone realtime server:
 *
 *   npm run realtime -- --port 8080 --key app.key:secret
 */

const commandLine = read()
if (commandLine.help) console.log(usage)
else run(commandLine)

function read(): CommandLine {
  try {
    return readCommandLine(argv.slice(2), env)
  } catch (error) {
    if (error instanceof UsageError) exit(`${error.message}\nSee --help.`)
    throw error
  }
}

function run({ host, port, options }: Extract<CommandLine, { help: false }>): void {
  const realtime = createRealtimeServer({ ...options, logger: console })
  const server = createServer((request, response) => {
    if (!realtime.handleRequest(request, response)) refuse(request, response)
  })
  server.on('upgrade', (request, socket, head) => realtime.handleUpgrade(request, socket, head))
  server.on('error', (error: NodeJS.ErrnoException) =>
    exit(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. Choose another with --port, or 0 for any.`
        : error.message,
    ),
  )
  server.listen(port, host, () => {
    const { port: openPort } = server.address() as AddressInfo
    console.log(howToConnect(host === '0.0.0.0' ? 'localhost' : host, openPort, options.keys[0]?.name))
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      server.close()
      await realtime.close()
      server.closeAllConnections()
    })
  }
}

/** Refuses paths outside the protocol, and unsupported parts of it such as push. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  const error = new RealtimeError('not_found', 'there is nothing at this path')
  respondError(request, response, error, { format: formatOf(request.headers.accept) })
}

function howToConnect(host: string, port: number, keyName = 'app.key'): string {
  return `The realtime server listens at http://${host}:${port}

  new Ably.Realtime({
    key: '${keyName}:…',
    endpoint: '${host}',
    port: ${port},
    tls: false,
    transports: ['web_socket'],
    disableConnectivityCheck: true,
    wsConnectivityCheckUrl: 'ws://${host}:${port}/',
  })
`
}

function exit(message: string): never {
  console.error(message)
  process.exit(1)
}
