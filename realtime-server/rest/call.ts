import type { IncomingMessage } from 'node:http'
import type { Identity } from '../auth/identity'
import type { App } from '../core/app'
import type { Apps } from '../core/apps'
import type { Hub } from '../core/hub'
import { parseChannelName } from '../protocol/channel-name'
import { withoutBytes } from '../protocol/data-encoding'
import type { Format } from '../protocol/format'
import type { Payload } from '../protocol/protocol-message'
import { readBody } from './body'
import { appOf, identify, requestedClientId, shownCredentials } from './credentials'

/** One REST request. Its channel and body are read, and its sender is identified, when a handler asks. */
export class Call {
  readonly apps: Apps
  readonly params: URLSearchParams
  /** The format of the answer. */
  readonly format: Format
  /** What stands in the path for `:serial`, decoded. */
  readonly serial: string
  readonly #request: IncomingMessage
  /** What stands in the path for `:name`, decoded. */
  readonly #name: string

  constructor(
    apps: Apps,
    request: IncomingMessage,
    { params, name, serial }: { params: URLSearchParams; name: string; serial: string },
  ) {
    this.apps = apps
    this.params = params
    this.format = formatOf(request.headers.accept)
    this.#request = request
    this.#name = name
    this.serial = serial
  }

  /** The app that the credentials are for. @throws RealtimeError for credentials that are missing or of no app */
  get app(): App {
    return appOf(this.apps, this.#request, this.params)
  }

  /** The tables of that app. Throws as {@link app} does. */
  get hub(): Hub {
    return this.app.hub
  }

  /** What stands in the path for the name of a key or the id of an app. */
  get name(): string {
    return this.#name
  }

  /** The name of the channel in the path. @throws RealtimeError `bad_channel_name` */
  get channelName(): string {
    return parseChannelName(this.#name).name
  }

  /**
   * Who sent it. Counts the request, whatever comes of it.
   *
   * @throws RealtimeError for credentials that are missing or refused, `rate_limit`
   */
  identity(): Identity {
    const { app } = this
    const identity = identify(app, this.#request, this.params)
    app.hub.clients.ofRequest(identity).countRequests()
    return identity
  }

  /** The version of the protocol that the client speaks. Infinite when it does not say. */
  get version(): number {
    return Number.parseInt(String(this.#request.headers['x-ably-version']), 10) || Number.POSITIVE_INFINITY
  }

  get method(): string | undefined {
    return this.#request.method
  }

  /** Whether there are credentials at all. */
  get hasCredentials(): boolean {
    return shownCredentials(this.#request, this.params) !== null
  }

  /** The client id that the request asks for. @throws RealtimeError `bad_client_id` */
  get clientId(): string | null {
    return requestedClientId(this.#request)
  }

  /**
   * The decoded body.
   *
   * @param maxSize bytes
   * @throws RealtimeError `bad_request`, `message_too_large`
   */
  body(maxSize: number): Promise<unknown> {
    return readBody(this.#request, formatOf(this.#request.headers['content-type']), maxSize)
  }

  /** Messages or presence in the form of the answer's format. */
  payloads<P extends Payload>(payloads: readonly P[]): readonly P[] {
    return this.format === 'json' ? payloads.map(withoutBytes) : payloads
  }
}

/** What a handler answers. */
export type Reply = { status?: number; body: unknown; headers?: Record<string, string>; format?: Format }

export type Handler = (call: Call) => Reply | Promise<Reply>

export function formatOf(header: string | undefined): Format {
  return header?.includes('application/x-msgpack') ? 'msgpack' : 'json'
}
