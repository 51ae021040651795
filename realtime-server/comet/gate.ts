import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusePlainKey } from '../auth/plain-key'
import type { Apps } from '../core/apps'
import { connect } from '../core/connect'
import type { Connection } from '../core/connection'
import { close, cut, disconnect, fail, transportLost } from '../core/disconnect'
import type { Hub } from '../core/hub'
import { receive } from '../core/receive'
import { RealtimeError } from '../errors'
import type { Logger } from '../options'
import type { Origin } from '../origin'
import { Action } from '../protocol/actions'
import { encodeFrame } from '../protocol/format'
import { MalformedMessageError, readProtocolMessage } from '../protocol/read-protocol-message'
import { readBody } from '../rest/body'
import { corsHeaders, preflightHeaders } from '../rest/cors'
import { respond, respondError } from '../rest/respond'
import { type AddressCounter, tooManyConnections } from '../transport/address-counter'
import { readHandshake } from '../transport/handshake'
import { splitUrl } from '../url'
import { LongPoll } from './long-poll'

/** A client, and the transport that it polls. */
type Client = { hub: Hub; connection: Connection; poll: LongPoll; key: string }

const heartbeat = encodeFrame('json', { action: Action.heartbeat })

/**
 * Connections over plain HTTP requests, for clients that cannot open a WebSocket: `connect`, then one long poll of `recv` after
 * another, with `send`, `close` and `disconnect` for frames from the client. Always JSON.
 */
export class CometGate {
  readonly #apps: Apps
  readonly #addresses: AddressCounter
  readonly #logger: Logger
  #isClosed = false
  /** By the connection key issued when the client connected over this transport. */
  readonly #clients = new Map<string, Client>()

  constructor(apps: Apps, addresses: AddressCounter, logger: Logger) {
    this.#apps = apps
    this.#addresses = addresses
    this.#logger = logger
  }

  /** Refuses new clients. Connected ones are served until they are disconnected. */
  close(): void {
    this.#isClosed = true
  }

  /**
   * Handles a request below `/comet/`. Returns false for any other path.
   *
   * @param origin the client's origin
   */
  handle(request: IncomingMessage, response: ServerResponse, origin: Origin): boolean {
    const { pathname, params } = splitUrl(request.url ?? '')
    const [, owner, key = '', verb = ''] = pathname.split('/')
    if (owner !== 'comet') return false

    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...corsHeaders(request), ...preflightHeaders }).end()
      return true
    }
    const answer =
      key === 'connect'
        ? this.#connect(request, response, { params, origin })
        : this.#serve(request, response, { key, verb, params, origin })
    answer.catch((error) => {
      this.#report(error)
      if (response.headersSent) response.destroy()
      else respondError(request, response, error, { format: 'json' })
    })
    return true
  }

  async #connect(
    request: IncomingMessage,
    response: ServerResponse,
    { params, origin }: { params: URLSearchParams; origin: Origin },
  ): Promise<void> {
    if (this.#isClosed) throw new RealtimeError('going_away', 'the server is going away')
    const { limits, timings, clock } = this.#apps.settings
    const handshake = readHandshake(params, timings)
    refusePlainKey(handshake.credentials, origin, this.#apps.settings)
    const { hub } = this.#apps.of(handshake.credentials)
    const leave = this.#addresses.enter(origin.address)
    if (!leave) throw tooManyConnections()

    const { maxIdleIntervalMs } = handshake
    let client: Client | null = null
    const poll = new LongPoll({
      clock,
      maxWaitMs: maxIdleIntervalMs / 2,
      maxAbsenceMs: maxIdleIntervalMs,
      maxBufferedAmount: limits.maxBufferedAmount,
      heartbeat,
      onEnd: () => {
        leave()
        if (client) this.#forget(client)
      },
    })
    try {
      const connection = connect(hub, poll, handshake)
      client = { hub, connection, poll, key: connection.key }
      this.#clients.set(client.key, client)
    } finally {
      if (!client) poll.end()
    }
    await deliver(request, response, poll)
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    { key, verb, params, origin }: { key: string; verb: string; params: URLSearchParams; origin: Origin },
  ): Promise<void> {
    const client = this.#clients.get(key)
    if (!client) throw new RealtimeError('disconnected', 'no such connection here')
    const { hub, connection, poll } = client
    const { credentials } = readHandshake(params, hub.timings)
    refusePlainKey(credentials, origin, this.#apps.settings)
    const { clientId } = hub.authenticator.identify(credentials, connection.params.clientId)
    if (clientId !== connection.clientId)
      throw new RealtimeError('incompatible_credentials', 'the connection belongs to another client id')
    countRequest(hub, connection, request)

    if (verb === 'recv') return deliver(request, response, poll)
    if (verb === 'send')
      this.#process(client, await readBody(request, 'json', hub.maxBodySize(connection.identity)))
    else if (verb === 'close') close(hub, connection)
    else if (verb === 'disconnect') cut(hub, connection)
    else throw new RealtimeError('not_found', 'there is nothing at this path')
    respond(request, response, { body: [] }, { format: 'json' })
  }

  #forget({ hub, connection, poll, key }: Client): void {
    this.#clients.delete(key)
    transportLost(hub, connection, poll)
  }

  /** Processes frames. An error affects only the connection that sent them. */
  #process({ hub, connection, poll }: Client, frames: unknown): void {
    if (!Array.isArray(frames)) throw new RealtimeError('bad_request', 'frames come in a list')
    try {
      for (const frame of frames) {
        if (connection.transport !== poll) return
        receive(hub, connection, readProtocolMessage(frame))
      }
    } catch (error) {
      this.#report(error)
      const reason =
        error instanceof MalformedMessageError ? new RealtimeError('bad_request', error.message) : error
      fail(hub, connection, reason)
    }
  }

  /** Logs internal errors. */
  #report(error: unknown): void {
    if (error instanceof RealtimeError || error instanceof MalformedMessageError) return
    this.#logger.error({ error }, 'internal error on a realtime connection')
  }
}

/** Counts a request as a frame of the same size. @throws RealtimeError `rate_limit` */
function countRequest(hub: Hub, connection: Connection, { headers }: IncomingMessage): void {
  const mostBytes = hub.maxBodySize(connection.identity)
  const bytes =
    headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : mostBytes
  if (connection.countFrame(hub.clock.now()) && connection.client.takeBytes(Math.min(bytes, mostBytes)))
    return
  const reason = new RealtimeError('rate_limit', 'too many requests a second on this connection')
  disconnect(hub, connection, reason)
  throw reason
}

/** Responds with the queued frames on one line: streaming clients split by line. */
async function deliver(request: IncomingMessage, response: ServerResponse, poll: LongPoll): Promise<void> {
  response.once('close', () => {
    if (!response.writableFinished) poll.end()
  })
  const frames = await poll.fetch()
  response.writeHead(200, {
    ...corsHeaders(request),
    'content-type': 'application/json',
    'x-content-type-options': 'nosniff',
  })
  response.end(`[${frames.map((frame) => Buffer.from(frame).toString()).join(',')}]\n`)
}
