import type { ErrorCode } from '../error-codes'

/** Error codes of every call. */
export const errorsOfEveryCall = [
  'method_not_allowed',
  'misdirected_request',
  'origin_not_allowed',
  'unknown_site',
  'client_outdated',
  'rate_limited',
  'internal_error',
  'unavailable',
] satisfies ErrorCode[]

/** Additional error codes of calls that accept an agent's cookie: see `Porchlight-Agent`. */
export const errorsOfAgents = ['signed_in_as_another'] satisfies ErrorCode[]

/** Additional error codes of calls that accept a visitor's credential, on sites that require a verified identity. */
export const errorsOfVisitors = ['identity_required'] satisfies ErrorCode[]

/** Additional error codes of calls with a JSON body. */
export const errorsOfBodies = [
  'csrf',
  'invalid_json',
  'invalid_encoding',
  'invalid_character',
  'validation_failed',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
] satisfies ErrorCode[]

/** Additional error codes of calls whose body is a file. */
export const errorsOfFiles = ['csrf', 'request_timeout', 'payload_too_large'] satisfies ErrorCode[]

/** Error codes for a site's addresses; `param` names the entry. */
export const errorsOfOrigins = [
  'origin_malformed',
  'origin_with_path',
  'origin_wildcard',
  'origin_public_suffix',
  'origin_insecure',
] satisfies ErrorCode[]
