import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { refusePlainKey } from '../auth/plain-key'
import type { Apps } from '../core/apps'
import { connect } from '../core/connect'
import type { Connection } from '../core/connection'
import { disconnect, fail, transportLost } from '../core/disconnect'
import type { Hub } from '../core/hub'
import { receive } from '../core/receive'
import { RealtimeError, toErrorInfo } from '../errors'
import type { Logger } from '../options'
import type { Origin } from '../origin'
import { Action } from '../protocol/actions'
import { decodeText } from '../protocol/codec-json'
import { decodeBinary } from '../protocol/codec-msgpack'
import { encodeFrame } from '../protocol/format'
import type { InboundMessage } from '../protocol/protocol-message'
import { MalformedMessageError } from '../protocol/read-protocol-message'
import { splitUrl } from '../url'
import { type AddressCounter, tooManyConnections } from './address-counter'
import { ClientSocket } from './client-socket'
import { FlushScheduler } from './flush-scheduler'
import { formatOf, type Handshake, readHandshake } from './handshake'
import { KeepAlive } from './keep-alive'
import { SendQueue } from './send-queue'

/**
 * The WebSocket side of the server. Refuses clients with an ERROR frame after the upgrade: the SDK takes a refused upgrade
 * to mean that WebSockets do not work here.
 */
export class WebSocketGate {
  readonly #apps: Apps
  readonly #logger: Logger
  readonly #server: WebSocketServer
  readonly #scheduler = new FlushScheduler()
  readonly #addresses: AddressCounter
  readonly #keepAlive: KeepAlive

  constructor(apps: Apps, addresses: AddressCounter, logger: Logger) {
    this.#apps = apps
    this.#logger = logger
    this.#addresses = addresses
    const { clock, timings } = apps.settings
    this.#keepAlive = new KeepAlive(clock, timings.maxIdleIntervalMs)
    // Explicit limits: with the defaults of ws, tiny fragments pin many times the memory they bring.
    const options = {
      noServer: true,
      WebSocket: ClientSocket,
      maxPayload: apps.settings.limits.maxFrameSize,
      maxFragments: 16,
      maxBufferedChunks: 64,
      perMessageDeflate: false,
      closeTimeout: apps.settings.timings.closeGraceMs,
    }
    this.#server = new WebSocketServer(options)
  }

  /** @param origin the client's origin */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, origin: Origin): void {
    socket.on('error', destroy)
    if (splitUrl(request.url ?? '').pathname !== '/') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    // Sends the upgrade and CONNECTED in one write.
    socket.cork()
    this.#server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#enter({ webSocket, socket: request.socket }, request, origin),
    )
    socket.uncork()
  }

  /** Terminates all open sockets. */
  terminate(): void {
    for (const socket of this.#server.clients) socket.terminate()
    this.#server.close()
  }

  /** Resolves when no socket is open. */
  async idle(): Promise<void> {
    const open = [...this.#server.clients]
    await Promise.all(open.map((socket) => new Promise((resolve) => socket.once('close', resolve))))
  }

  #enter(sockets: Sockets, { url = '' }: IncomingMessage, origin: Origin): void {
    const { webSocket } = sockets
    // The socket closes after any error. Without a listener the error would end the process.
    webSocket.on('error', ignore)
    const { params } = splitUrl(url)
    const { maxBufferedAmount } = this.#apps.settings.limits
    const transport = new SendQueue(sockets, formatOf(params), {
      maxBufferedAmount,
      scheduler: this.#scheduler,
    })
    const leave = this.#addresses.enter(origin.address)
    if (leave) {
      webSocket.on('close', leave)
      this.#welcome(sockets, transport, { params, origin })
    } else this.#refuse(sockets, transport, tooManyConnections())
  }

  #welcome(
    sockets: Sockets,
    transport: SendQueue,
    { params, origin }: { params: URLSearchParams; origin: Origin },
  ): void {
    try {
      const handshake = readHandshake(params, this.#apps.settings.timings)
      refusePlainKey(handshake.credentials, origin, this.#apps.settings)
      const { hub } = this.#apps.of(handshake.credentials)
      const connection = connect(hub, transport, handshake)
      transport.flush()
      this.#listen(
        sockets,
        { hub, connection, transport, webSocket: sockets.webSocket, deferred: null },
        handshake,
      )
    } catch (error) {
      this.#report(error)
      this.#refuse(sockets, transport, error)
    }
  }

  /** Sends the reason and closes. After an ERROR the client does not reconnect; after a DISCONNECTED it does, later. */
  #refuse({ webSocket, socket }: Sockets, transport: SendQueue, error: unknown): void {
    const action = isLimit(error) ? Action.disconnected : Action.error
    transport.send(encodeFrame(transport.format, { action, error: toErrorInfo(error) }))
    transport.close()
    let left = MAX_GOODBYE
    socket.on('data', ({ byteLength }: Buffer) => {
      left -= byteLength
      if (left < 0) webSocket.pause()
    })
  }

  /** The listeners' closures live as long as the connection, so they capture no more than they need. */
  #listen(sockets: Sockets, client: Client, { wantsHeartbeats, maxIdleIntervalMs }: Handshake): void {
    const { webSocket, socket } = sockets
    socket.on('data', ({ byteLength }: Buffer) => count(client, byteLength))
    webSocket.on('message', (data, isBinary) => this.#handle(client, data, isBinary))
    webSocket.on('oversized', () => this.#refuseFrame(client))
    webSocket.on('close', () => {
      this.#keepAlive.forget(webSocket)
      transportLost(client.hub, client.connection, client.transport)
    })
    const { transport } = client
    const sendHeartbeat = wantsHeartbeats ? () => transport.send(heartbeats[transport.format]) : null
    this.#keepAlive.watch({ ...sockets, sendHeartbeat, maxIdleMs: maxIdleIntervalMs })
  }

  /**
   * Handles a frame, unless its client reads too slowly: the responses would only queue up, and a client that asks for much
   * after a break would be cut off. Reading resumes when the client has caught up.
   */
  #handle(client: Client, data: RawData, isBinary: boolean): void {
    if (client.deferred) return void client.deferred.push({ data, isBinary })
    this.#process(client, data, isBinary)
    if (client.transport.isBehind) this.#pauseUntilDrained(client)
  }

  /** Pauses reading. Frames already read wait here, all others in the network. */
  #pauseUntilDrained(client: Client): void {
    const deferred = client.deferred ?? []
    client.deferred = deferred
    client.webSocket.pause()
    client.transport.whenDrained(() => {
      while (deferred.length > 0 && !client.transport.isBehind) {
        const { data, isBinary } = deferred.shift() as Frame
        this.#process(client, data, isBinary)
      }
      if (client.transport.isBehind) return this.#pauseUntilDrained(client)
      client.deferred = null
      client.webSocket.resume()
    })
  }

  /** Processes a frame. An error affects only the connection that sent it. */
  #process({ hub, connection, transport }: Client, data: RawData, isBinary: boolean): void {
    if (connection.transport !== transport) return
    try {
      receive(hub, connection, decode(transport, data, isBinary))
    } catch (error) {
      this.#report(error)
      const reason =
        error instanceof MalformedMessageError ? new RealtimeError('bad_request', error.message) : error
      fail(hub, connection, reason)
    }
  }

  /** Sends the reason: without it the SDK would reconnect and send the same frame again, without end. */
  #refuseFrame({ connection, transport }: Client): void {
    const { maxFrameSize } = this.#apps.settings.limits
    if (connection.transport !== transport) return
    connection.sendError(new RealtimeError('message_too_large', `a frame has at most ${maxFrameSize} bytes`))
    transport.flush()
  }

  /** Logs internal errors. */
  #report(error: unknown): void {
    if (error instanceof RealtimeError || error instanceof MalformedMessageError) return
    this.#logger.error({ error }, 'internal error on a realtime connection')
  }
}

/** Bytes that a refused client may still send: its close frame, and frames in transit. */
const MAX_GOODBYE = 4_096

const heartbeat = { action: Action.heartbeat }
const heartbeats = { json: encodeFrame('json', heartbeat), msgpack: encodeFrame('msgpack', heartbeat) }

type Sockets = { webSocket: WebSocket; socket: Socket }

type Client = {
  hub: Hub
  connection: Connection
  transport: SendQueue
  webSocket: WebSocket
  /** Frames to handle once a slow client has caught up; `null` when it is not behind. */
  deferred: Frame[] | null
}

type Frame = { data: RawData; isBinary: boolean }

/** Clients that hit a limit may reconnect later. */
function isLimit(error: unknown): boolean {
  return error instanceof RealtimeError && error.reason === 'rate_limit'
}

/**
 * Counts bytes read, before the next frame is processed: a client may send pongs, which are otherwise ignored, or frames so
 * large that parsing them blocks everyone. A client that sends too much is disconnected, and no longer read from.
 */
function count({ hub, connection, transport, webSocket }: Client, bytes: number): void {
  if (connection.client.takeBytes(bytes)) return
  if (connection.transport === transport)
    disconnect(hub, connection, new RealtimeError('rate_limit', 'too many bytes a second by this client'))
  webSocket.pause()
}

function decode({ format }: SendQueue, data: RawData, isBinary: boolean): InboundMessage {
  if (isBinary !== (format === 'msgpack'))
    throw new MalformedMessageError(`a connection in ${format} cannot have such frames`)
  // With the default `binaryType` of ws a message is always one Buffer.
  const frame = data as Buffer
  return isBinary ? decodeBinary(frame) : decodeText(frame.toString())
}

function destroy(this: Duplex): void {
  this.destroy()
}

function ignore(): void {}
