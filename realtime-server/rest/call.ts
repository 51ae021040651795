import type { IncomingMessage } from 'node:http'
import type { Authenticator } from '../auth/authenticator'
import type { Identity } from '../auth/identity'
import type { KeyRing } from '../auth/key'
import type { NonceMemory } from '../auth/nonce-memory'
import type { Hub } from '../core/hub'
import { parseChannelName } from '../protocol/channel-name'
import { withoutBytes } from '../protocol/data-encoding'
import type { Format } from '../protocol/format'
import type { Payload } from '../protocol/protocol-message'
import { readBody } from './body'
import { identify, requestedClientId, shownCredentials } from './credentials'

/** What the handlers of REST requests work with. */
export type RestParts = {
  hub: Hub
  authenticator: Authenticator
  keys: KeyRing
  nonces: NonceMemory
}

/** One REST request. Its channel and body are read, and whoever sent it is identified, when a handler asks. */
export class Call {
  readonly parts: RestParts
  readonly params: URLSearchParams
  /** The format of the answer. */
  readonly format: Format
  readonly #request: IncomingMessage
  /** What stands in the path for `:name`, decoded. */
  readonly #name: string

  constructor(
    parts: RestParts,
    request: IncomingMessage,
    { params, name }: { params: URLSearchParams; name: string },
  ) {
    this.parts = parts
    this.params = params
    this.format = formatOf(request.headers.accept)
    this.#request = request
    this.#name = name
  }

  get hub(): Hub {
    return this.parts.hub
  }

  /** The name of the key in the path. */
  get keyName(): string {
    return this.#name
  }

  /** The name of the channel in the path. @throws RealtimeError `bad_channel_name` */
  get channelName(): string {
    return parseChannelName(this.#name).name
  }

  /** @throws RealtimeError for credentials that are missing or refused */
  identity(): Identity {
    return identify(this.parts.authenticator, this.#request, this.params)
  }

  /** Whether there are credentials at all. */
  get hasCredentials(): boolean {
    return shownCredentials(this.#request, this.params) !== null
  }

  /** The client id that the request asks for. @throws RealtimeError `bad_client_id` */
  get clientId(): string | null {
    return requestedClientId(this.#request)
  }

  /** The decoded body. @throws RealtimeError `bad_request`, `message_too_large` */
  body(): Promise<unknown> {
    return readBody(
      this.#request,
      formatOf(this.#request.headers['content-type']),
      this.hub.limits.maxRequestSize,
    )
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
