import type { ErrorInfo } from './protocol/protocol-message'

/**
 * All errors that this server reports to clients, in Ably's numbering, and how a client should react. The first three
 * digits of a five-digit code below 50000 are its HTTP status. Codes 40140 to 40149 make the SDK fetch a new token and
 * retry, over REST without a limit: never use one for an error that a new token cannot fix.
 */
export const realtimeErrors = {
  /** Not a valid request. Do not retry. */
  bad_request: { code: 40000, statusCode: 400 },
  /** A parameter has an invalid value. Correct it. */
  bad_parameter: { code: 40003, statusCode: 400 },
  /** The connection key names no live connection. Leave it out. */
  bad_connection_key: { code: 40006, statusCode: 400 },
  /** More bytes than `connectionDetails.maxMessageSize`, or too many messages. Send less at once. */
  message_too_large: { code: 40009, statusCode: 400 },
  /** Not a valid channel name. Choose another. */
  bad_channel_name: { code: 40010, statusCode: 400 },
  /** The client id is malformed or belongs to another client. Use your own. */
  bad_client_id: { code: 40012, statusCode: 400 },
  /** The data is neither text nor bytes, or not in the encoding it claims. Encode it again. */
  bad_data: { code: 40013, statusCode: 400 },
  /** A protocol version below 2. Use a newer SDK. */
  unsupported_version: { code: 40017, statusCode: 400 },
  /** Parts of a batch failed. Check each result. */
  batch_failed: { code: 40020, statusCode: 400 },
  /** The message ids do not belong together. Use `<base>:0`, `<base>:1` and so on, or none. */
  bad_message_id: { code: 40031, statusCode: 400 },
  /** Unsupported extras. Leave them out. */
  bad_extras: { code: 40032, statusCode: 400 },

  /** The credentials are wrong or missing. Do not retry with them. */
  unauthorized: { code: 40101, statusCode: 401 },
  /** The credentials are valid but belong to another client. Connect anew. */
  incompatible_credentials: { code: 40102, statusCode: 401 },
  /** A key that anyone on the network path could read. Use TLS, or a token. */
  insecure_key: { code: 40103, statusCode: 401 },
  /** The token request was signed too long ago, or in the future. Set the clock. */
  bad_timestamp: { code: 40104, statusCode: 401 },
  /** The token request was used before, or its nonce can be guessed. Make a new one. */
  bad_nonce: { code: 40105, statusCode: 401 },
  /** The key may do this only for itself. Use the key named in the path. */
  wrong_key: { code: 40133, statusCode: 401 },
  /** The token was revoked. Request a new one; the issuer may refuse. */
  token_revoked: { code: 40141, statusCode: 401 },
  /** The token expired. Fetch a new one. */
  token_expired: { code: 40142, statusCode: 401 },
  /** A native token that this server did not issue, or issued with a secret no longer in use. Fetch a new one. */
  unknown_token: { code: 40143, statusCode: 401 },
  /** Not a usable JWT. Fix what signs it. */
  bad_jwt: { code: 40144, statusCode: 401 },
  /** The credentials do not grant this operation on this channel. Do not retry with them. */
  capability_denied: { code: 40160, statusCode: 401 },
  /** Anonymous clients may not do this. Connect with a client id. */
  client_id_needed: { code: 40161, statusCode: 401 },
  /** Only keys may do this, not tokens. Use Basic authentication. */
  key_needed: { code: 40162, statusCode: 401 },
  /** Tokens of this key cannot be revoked. Set `revocableTokens` on the key. */
  not_revocable: { code: 40163, statusCode: 401 },
  /** The channel was attached without the mode this needs. Attach with it. */
  mode_not_requested: { code: 40160, statusCode: 401 },
  /** The capability covers own messages only, and the client is anonymous. Connect with a client id. */
  own_needs_client_id: { code: 40166, statusCode: 401 },

  /** Unknown path or key. */
  not_found: { code: 40400, statusCode: 404 },
  /** The path exists, but not with this method. */
  method_not_allowed: { code: 40500, statusCode: 405 },
  /** The server has as many apps as allowed. Delete some. */
  too_many_apps: { code: 42910, statusCode: 429 },
  /** Too many requests, frames or sockets from one client. Slow down and retry. */
  rate_limit: { code: 42910, statusCode: 429 },
  /** Too many publishes on this connection. Slow down and retry. */
  connection_rate_limit: { code: 42911, statusCode: 429 },

  /** The server is stopping. Retry soon, when the next one is up. */
  going_away: { code: 50003, statusCode: 503 },
  /** An internal error, logged. Retry. */
  internal: { code: 50000, statusCode: 500 },

  /** The server ended the connection. Reconnect at once. */
  disconnected: { code: 80003, statusCode: 400 },
  /** The connection to resume belongs to another identity. The server opens a new connection instead. */
  incompatible_resume: { code: 80011, statusCode: 400 },
  /** The resume key is malformed, forged or replaced. The server opens a new connection instead. */
  bad_resume_key: { code: 80018, statusCode: 400 },

  /** The operation requires an attached channel. Attach first. */
  not_attached: { code: 90001, statusCode: 400 },
  /** Entries since this serial are no longer kept. Load them from elsewhere. */
  continuity_lost: { code: 90003, statusCode: 404 },
  /** Too many channels on one connection. Detach some. */
  too_many_channels: { code: 90010, statusCode: 400 },
  /** Presence requires a client id. Connect with one. */
  presence_without_client_id: { code: 91000, statusCode: 400 },
  /** The channel has as many members as allowed. Retry when some have left. */
  too_many_members: { code: 91003, statusCode: 400 },
  /** Messages in this namespace are immutable. Use one with `mutableMessages`. */
  immutable_messages: { code: 93002, statusCode: 400 },
} as const

export type RealtimeErrorName = keyof typeof realtimeErrors

/** An error that clients may see. Anything else that is thrown is internal and shown as `internal`. */
export class RealtimeError extends Error {
  override readonly name = 'RealtimeError'
  readonly reason: RealtimeErrorName

  constructor(reason: RealtimeErrorName, message: string) {
    super(message)
    this.reason = reason
  }

  get code(): number {
    return realtimeErrors[this.reason].code
  }

  get statusCode(): number {
    return realtimeErrors[this.reason].statusCode
  }
}

/** Any thrown value in wire form. Hides the text of everything but a {@link RealtimeError}. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (!(error instanceof RealtimeError)) return { ...realtimeErrors.internal, message: 'internal error' }
  return { code: error.code, statusCode: error.statusCode, message: error.message }
}
