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
import { appOf, credentialsOf, identify, requestedClientId } from './credentials'

/** A REST request. Channel, body and identity are parsed and checked on demand. */
export class Call {
  readonly apps: Apps
  readonly params: URLSearchParams
  /** The format of the response. */
  readonly format: Format
  /** The decoded `:serial` of the path. */
  readonly serial: string
  readonly #request: IncomingMessage
  /** The decoded `:name` of the path. */
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

  /** The app that the credentials belong to. @throws RealtimeError for missing credentials or an unknown app */
  get app(): App {
    return appOf(this.apps, this.#request, this.params)
  }

  /** The state of that app. Throws as {@link app} does. */
  get hub(): Hub {
    return this.app.hub
  }

  /** The `:name` of the path, as a key name or app id. */
  get name(): string {
    return this.#name
  }

  /** The `:name` of the path, as a channel name. @throws RealtimeError `bad_channel_name` */
  get channelName(): string {
    return parseChannelName(this.#name).name
  }

  /**
   * Authenticates the sender. Counts the request, even if it is then refused.
   *
   * @throws RealtimeError for credentials that are missing or refused, `rate_limit`
   */
  identity(): Identity {
    const { app } = this
    const identity = identify(app, this.#request, this.params)
    app.hub.clients.ofRequest(identity).countRequests()
    return identity
  }

  /** The client's protocol version. Infinite when it sends none. */
  get version(): number {
    return Number.parseInt(String(this.#request.headers['x-ably-version']), 10) || Number.POSITIVE_INFINITY
  }

  get method(): string | undefined {
    return this.#request.method
  }

  /** Whether the request has credentials. */
  get hasCredentials(): boolean {
    return credentialsOf(this.#request, this.params) !== null
  }

  /** The client id that the request claims. @throws RealtimeError `bad_client_id` */
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

  /** Messages or presence messages for a response in this format. */
  payloads<P extends Payload>(payloads: readonly P[]): readonly P[] {
    return this.format === 'json' ? payloads.map(withoutBytes) : payloads
  }
}

/** A handler's response. */
export type Reply = { status?: number; body: unknown; headers?: Record<string, string>; format?: Format }

export type Handler = (call: Call) => Reply | Promise<Reply>

export function formatOf(header: string | undefined): Format {
  return header?.includes('application/x-msgpack') ? 'msgpack' : 'json'
}
