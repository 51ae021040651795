import * as z from 'zod/mini'

type ErrorCodeEntry = { status: number; message: string }

/** Every error the REST API answers with. `code` is for programs, `message` for people. */
export const errorCodes = {
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },
  invalid_encoding: { status: 400, message: 'The body is not valid UTF-8.' },
  validation_failed: { status: 400, message: 'A field is missing, unknown or invalid.' },
  invalid_character: { status: 400, message: 'The text contains a character that cannot be stored.' },
  message_too_long: { status: 400, message: 'The message is too long.' },
  provider_answer_stale: {
    status: 400,
    message: 'This browser is not waiting for this response from the sign-in provider. Start again.',
  },
  origin_malformed: {
    status: 400,
    message: 'This is not a web address. Write it like https://shop.example.',
  },
  origin_with_path: {
    status: 400,
    message: 'Leave out everything after the host: an address covers all its pages.',
  },
  origin_wildcard: {
    status: 400,
    message: 'An asterisk may only replace the first part of a host name, as in https://*.shop.example.',
  },
  origin_public_suffix: {
    status: 400,
    message: 'Other people can have sites under this name. Put the asterisk before a domain of your own.',
  },
  picture_dimensions: { status: 400, message: 'Send a square picture, 64 to 512 pixels wide.' },
  origin_insecure: {
    status: 400,
    message: 'Use https. Only private network addresses may use http.',
  },
  name_reserved: { status: 400, message: 'This name is reserved for the team. Choose another one.' },
  not_authenticated: { status: 401, message: 'Sign in to continue.' },
  second_factor_required: {
    status: 401,
    message: 'Enter a code from your authenticator app, or a recovery code.',
  },
  identity_required: { status: 401, message: 'This site requires you to sign in first.' },
  identity_invalid: {
    status: 401,
    message: 'The identity is not signed with HS256 and a secret of this site.',
  },
  identity_expired: { status: 401, message: 'The identity has expired. Ask the site for a new one.' },
  identity_claim_invalid: {
    status: 401,
    message: 'The identity is signed, but a claim is missing or invalid.',
  },
  csrf: { status: 403, message: 'The request came from another site.' },
  origin_not_allowed: { status: 403, message: 'Pages on this address may not use this chat.' },
  blocked: { status: 403, message: 'You cannot write here at the moment.' },
  forbidden: { status: 403, message: 'You are not allowed to do this.' },
  identity_off: { status: 403, message: 'This site does not vouch for its visitors.' },
  identity_hash_off: { status: 403, message: 'This site accepts only signed tokens.' },
  looks_automated: { status: 403, message: 'This looks automated. Please try again.' },
  wrong_password: { status: 403, message: 'The current password is wrong.' },
  wrong_code: { status: 403, message: 'The code is wrong, has expired or was already used.' },
  wrong_setup_token: {
    status: 403,
    message:
      'This is not the link that Porchlight printed when it started. Look for it in the terminal or the log.',
  },
  account_deactivated: { status: 403, message: 'This account is deactivated. Ask an admin on your team.' },
  provider_refused: { status: 403, message: 'The sign-in provider did not let you in.' },
  provider_email_unverified: {
    status: 403,
    message: 'The sign-in provider does not vouch for your e-mail address. Ask an admin to invite you.',
  },
  provider_not_connected: {
    status: 403,
    message:
      'A team member already uses this address. Sign in with your password, then connect this account in your settings.',
  },
  provider_stranger: {
    status: 403,
    message: 'No team member uses this account. Ask an admin to invite you.',
  },
  edit_too_late: { status: 403, message: 'A message can be changed only within five minutes.' },
  not_found: { status: 404, message: 'Not found.' },
  unknown_site: { status: 404, message: 'No active site has this key.' },
  method_not_allowed: { status: 405, message: 'This method is not allowed here.' },
  request_timeout: { status: 408, message: 'The request took too long to arrive.' },
  newer_messages: { status: 409, message: 'There are newer messages. Read them, then try again.' },
  email_verified: {
    status: 409,
    message: 'This address was verified by the web site and can only be changed there.',
  },
  edit_conflict: { status: 409, message: 'The message has changed in the meantime. Check it again.' },
  stale_version: { status: 409, message: 'This has changed in the meantime. Check it again.' },
  alias_taken: { status: 409, message: 'Another site already has this token or app id.' },
  default_site: { status: 409, message: 'The default site cannot be archived.' },
  signed_in_as_another: {
    status: 409,
    message: 'Another agent is now signed in to this browser. Reload the page to continue.',
  },
  client_outdated: {
    status: 409,
    message: 'This page is out of date. Reload it to continue.',
  },
  too_many_secrets: { status: 409, message: 'A site can have at most two secrets. Remove one first.' },
  already_set_up: { status: 409, message: 'Porchlight is already set up. Sign in instead.' },
  already_signed_in: { status: 409, message: 'You are already signed in. Sign out to use this link.' },
  two_factor_on: { status: 409, message: 'Two-factor sign-in is already on. Turn it off first.' },
  email_taken: { status: 409, message: 'A team member already signs in with this address.' },
  provider_taken: {
    status: 409,
    message:
      'This account is already connected to another team member, or you are connected to another account.',
  },
  last_admin: { status: 409, message: 'This is the only admin. Make another person an admin first.' },
  too_many_invitations: {
    status: 409,
    message: 'There are already a hundred open invitations. Revoke some first.',
  },
  invitation_used: { status: 410, message: 'This invitation was already used. Sign in instead.' },
  invitation_expired: {
    status: 410,
    message: 'This invitation has expired or was revoked. Ask for a new one.',
  },
  reset_link_used: { status: 410, message: 'This link was already used. Sign in with your new password.' },
  reset_link_expired: { status: 410, message: 'This link has expired. Ask an admin for a new one.' },
  payload_too_large: { status: 413, message: 'The body is larger than 64 kB.' },
  picture_unsupported: {
    status: 415,
    message: 'Send a still WebP or JPEG picture without metadata.',
  },
  unsupported_media_type: {
    status: 415,
    message: 'Send JSON: content-type application/json, not compressed.',
  },
  misdirected_request: {
    status: 421,
    message:
      'Porchlight does not serve this host name. Set PUBLIC_URL to the address that people use, or add the name to ALLOWED_HOSTS.',
  },
  idempotency_mismatch: { status: 422, message: 'This id was already used with different content.' },
  too_many_sites: { status: 422, message: 'The maximum number of sites has been reached.' },
  too_many_edits: { status: 422, message: 'This message has been changed too many times.' },
  too_fast: { status: 429, message: 'That was too fast. Try again in a moment.' },
  rate_limited: { status: 429, message: 'Too many requests. Try again in a moment.' },
  internal_error: { status: 500, message: 'Something went wrong on our end.' },
  provider_unavailable: {
    status: 503,
    message: 'The sign-in provider is not responding properly. Try again, or sign in with your password.',
  },
  unavailable: { status: 503, message: 'The service is not available at the moment. Try again shortly.' },
} as const satisfies Record<string, ErrorCodeEntry>

export type ErrorCode = keyof typeof errorCodes

/** The body of every error response. */
export const errorBody = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(errorCodes) as ErrorCode[]),
      message: z.string().check(z.describe('For people.')),
      param: z
        .optional(z.string())
        .check(z.describe('The invalid field, if there is exactly one. Nested fields as `message.content`.')),
      requestId: z.string(),
    }),
  })
  .check(z.meta({ id: 'Error', description: 'The body of every error response.' }))
export type ErrorBody = z.infer<typeof errorBody>
