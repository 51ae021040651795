import type { ErrorInfo } from './protocol/protocol-message'

/**
 * Everything this server reports to clients, in Ably's numbering, and what the client should do about it. The first
 * three digits of a five-digit code below 50000 are its HTTP status. Codes 40140 to 40149 make the SDK fetch a new token
 * and try again, without a limit over REST: nothing that a new token cannot mend may have one of them.
 */
export const realtimeErrors = {
  /** Not a request of this protocol. The same bytes will fail again. */
  bad_request: { code: 40000, statusCode: 400 },
  /** A parameter has a value that it cannot have. Correct it. */
  bad_parameter: { code: 40003, statusCode: 400 },
  /** The connection key names no connection that is alive here. Leave it out. */
  bad_connection_key: { code: 40006, statusCode: 400 },
  /** More bytes than `connectionDetails.maxMessageSize`, or too many messages. Send less at once. */
  message_too_large: { code: 40009, statusCode: 400 },
  /** No channel can be called that. Choose another name. */
  bad_channel_name: { code: 40010, statusCode: 400 },
  /** The client id is missing its form, or belongs to somebody else. Use your own. */
  bad_client_id: { code: 40012, statusCode: 400 },
  /** Data that is neither text nor bytes, or not in the encoding it claims. Encode it again. */
  bad_data: { code: 40013, statusCode: 400 },
  /** A protocol version before 2. Use a newer SDK. */
  unsupported_version: { code: 40017, statusCode: 400 },
  /** Some parts of a batch failed. Look at each of them. */
  batch_failed: { code: 40020, statusCode: 400 },
  /** Message ids that do not fit together. Use `<base>:0`, `<base>:1` and so on, or none. */
  bad_message_id: { code: 40031, statusCode: 400 },
  /** Extras of a kind that we do not take. Leave them out. */
  bad_extras: { code: 40032, statusCode: 400 },

  /** Credentials that are wrong or missing. Do not try again with these. */
  unauthorized: { code: 40101, statusCode: 401 },
  /** Good credentials of somebody else than before. Connect anew. */
  incompatible_credentials: { code: 40102, statusCode: 401 },
  /** A key that anyone on the network path could read. Use TLS, or a token. */
  insecure_key: { code: 40103, statusCode: 401 },
  /** A token request signed too long ago, or in the future. Set the clock. */
  bad_timestamp: { code: 40104, statusCode: 401 },
  /** A token request that was used before, or can be guessed. Make a new one. */
  bad_nonce: { code: 40105, statusCode: 401 },
  /** A key that may do this only for itself. Use the key named in the path. */
  wrong_key: { code: 40133, statusCode: 401 },
  /** The token was taken back. Ask for a new one; the issuer may refuse. */
  token_revoked: { code: 40141, statusCode: 401 },
  /** The token ran out. Fetch a new one and go on. */
  token_expired: { code: 40142, statusCode: 401 },
  /** A token in our form that we did not issue, or issued with a secret that is no longer in use. Fetch a new one. */
  unknown_token: { code: 40143, statusCode: 401 },
  /** Not a JWT that we can use. Mend whatever signs it. */
  bad_jwt: { code: 40144, statusCode: 401 },
  /** The credentials do not grant this operation on this channel. Do not repeat it with them. */
  capability_denied: { code: 40160, statusCode: 401 },
  /** Only somebody in particular may do this. Connect with a client id. */
  client_id_needed: { code: 40161, statusCode: 401 },
  /** Only a key may do this, no token. Use Basic authentication. */
  key_needed: { code: 40162, statusCode: 401 },
  /** The key signs tokens that cannot be taken back. Make it one with `revocableTokens`. */
  not_revocable: { code: 40163, statusCode: 401 },
  /** The channel was attached without the mode for this. Attach with it. */
  mode_not_requested: { code: 40160, statusCode: 401 },
  /** The capability grants this for own messages, but the client is nobody. Connect with a client id. */
  own_needs_client_id: { code: 40166, statusCode: 401 },

  /** Nothing here, or no such key. */
  not_found: { code: 40400, statusCode: 404 },
  /** There is such a path, but not with this method. */
  method_not_allowed: { code: 40500, statusCode: 405 },
  /** As many apps as there may be at once. Delete some. */
  too_many_apps: { code: 42910, statusCode: 429 },
  /** Too many requests, frames or sockets of one client. Slow down and try again. */
  rate_limit: { code: 42910, statusCode: 429 },
  /** Too many publishes on this connection. Slow down and publish it again. */
  connection_rate_limit: { code: 42911, statusCode: 429 },

  /** The server stops. Send it again: the next one will be there soon. */
  going_away: { code: 50003, statusCode: 503 },
  /** We failed, and wrote it to our log. Try again. */
  internal: { code: 50000, statusCode: 500 },

  /** The connection ends for a reason of ours. Connect again at once. */
  disconnected: { code: 80003, statusCode: 400 },
  /** The connection to resume belongs to another identity. Goes on as a new connection. */
  incompatible_resume: { code: 80011, statusCode: 400 },
  /** The key to resume with is malformed, forged or replaced. Goes on as a new connection. */
  bad_resume_key: { code: 80018, statusCode: 400 },

  /** The operation needs an attached channel. Attach first. */
  not_attached: { code: 90001, statusCode: 400 },
  /** What happened since the serial is no longer known here. Load it from elsewhere. */
  continuity_lost: { code: 90003, statusCode: 404 },
  /** Too many channels on one connection. Detach some. */
  too_many_channels: { code: 90010, statusCode: 400 },
  /** Presence is for identified clients. Connect with a client id. */
  presence_without_client_id: { code: 91000, statusCode: 400 },
  /** The channel has as many members as it may. Try again when some have left. */
  too_many_members: { code: 91003, statusCode: 400 },
  /** Messages of this namespace stay as they are. Use one with `mutableMessages`. */
  immutable_messages: { code: 93002, statusCode: 400 },
} as const

export type RealtimeErrorName = keyof typeof realtimeErrors

/** A refusal for the client to see. Whatever else is thrown is a fault of ours and is shown as `internal`. */
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

/** The wire's form of whatever was thrown. The text of an error that is not a {@link RealtimeError} stays with us. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (!(error instanceof RealtimeError)) return { ...realtimeErrors.internal, message: 'internal error' }
  return { code: error.code, statusCode: error.statusCode, message: error.message }
}
