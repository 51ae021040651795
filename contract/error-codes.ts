import * as z from 'zod/mini'

type ErrorCodeEntry = { status: number; message: string }

/** Every error the REST API answers with. `code` is for programs, `message` for people. */
export const errorCodes = {
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },
  invalid_encoding: { status: 400, message: 'The body is not valid UTF-8.' },
  validation_failed: { status: 400, message: 'A field is missing, unknown or not valid.' },
  invalid_character: { status: 400, message: 'The text holds a character that cannot be stored.' },
  message_too_long: { status: 400, message: 'The message is too long.' },
  provider_answer_stale: {
    status: 400,
    message: 'This answer of the sign-in provider is not the one that this browser waits for. Start again.',
  },
  origin_malformed: {
    status: 400,
    message: 'This is no address of a web site. Write it as in https://shop.example.',
  },
  origin_with_path: {
    status: 400,
    message: 'Leave out what follows the host: an address holds for all pages below it.',
  },
  origin_wildcard: {
    status: 400,
    message: 'An asterisk may only be the first part of a name, as in https://*.shop.example.',
  },
  origin_public_suffix: {
    status: 400,
    message: 'Strangers may have sites below this name. Put the asterisk before a name of your own.',
  },
  picture_dimensions: { status: 400, message: 'Send a square of 64 to 512 pixels.' },
  origin_insecure: {
    status: 400,
    message: 'Use https. Only addresses of a private network may use http.',
  },
  name_reserved: { status: 400, message: 'This name is the team’s. Choose another.' },
  not_authenticated: { status: 401, message: 'Sign in to continue.' },
  second_factor_required: {
    status: 401,
    message: 'This account also asks for a code of its authenticator app, or a recovery code.',
  },
  identity_required: { status: 401, message: 'This site asks its visitors to sign in there first.' },
  identity_invalid: {
    status: 401,
    message: 'The identity is not signed with HS256 and a secret of this site.',
  },
  identity_expired: { status: 401, message: 'The identity has expired. Ask the site for a new one.' },
  identity_claim_invalid: {
    status: 401,
    message: 'The identity is signed, but one of its claims is missing or wrong.',
  },
  csrf: { status: 403, message: 'The request came from another site.' },
  origin_not_allowed: { status: 403, message: 'Pages of this address may not use this chat.' },
  blocked: { status: 403, message: 'You cannot write here at the moment.' },
  forbidden: { status: 403, message: 'You may not do this.' },
  identity_off: { status: 403, message: 'This site does not vouch for its visitors.' },
  identity_hash_off: { status: 403, message: 'This site takes signed tokens only.' },
  looks_automated: { status: 403, message: 'This looks like a program. Please write as a person does.' },
  wrong_password: { status: 403, message: 'The present password is not right.' },
  wrong_code: { status: 403, message: 'The code is not right, has expired or was used already.' },
  wrong_setup_token: {
    status: 403,
    message: 'This is not the link that Porchlight printed at its start. It is in the terminal or the log.',
  },
  account_deactivated: { status: 403, message: 'This account is deactivated. Ask an admin of your team.' },
  provider_refused: { status: 403, message: 'The sign-in provider did not let you in.' },
  provider_email_unverified: {
    status: 403,
    message: 'The sign-in provider does not vouch for your e-mail address. Ask an admin to invite you.',
  },
  provider_not_connected: {
    status: 403,
    message:
      'A team member has this address. Sign in with the password, then connect this account in your settings.',
  },
  provider_stranger: { status: 403, message: 'No team member has this account. Ask an admin to invite you.' },
  edit_too_late: { status: 403, message: 'A message can be changed for five minutes only.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  unknown_site: { status: 404, message: 'No site has this key.' },
  method_not_allowed: { status: 405, message: 'This address does not take that method.' },
  request_timeout: { status: 408, message: 'The request took too long to arrive.' },
  newer_messages: { status: 409, message: 'Somebody has written meanwhile. Read that, then try again.' },
  email_verified: {
    status: 409,
    message: 'The web site itself has said what this address is. It can only be changed there.',
  },
  edit_conflict: { status: 409, message: 'The message was changed meanwhile. Look at it again.' },
  stale_version: { status: 409, message: 'It was changed meanwhile. Look at it again.' },
  alias_taken: { status: 409, message: 'Another site has this token or app id already.' },
  default_site: { status: 409, message: 'The default site cannot be archived.' },
  signed_in_as_another: {
    status: 409,
    message: 'Another agent is signed in in this browser. Reload the page to continue.',
  },
  client_outdated: {
    status: 409,
    message: 'This page is older than the server understands. Reload it to continue.',
  },
  too_many_secrets: { status: 409, message: 'A site has at most two secrets. Remove one first.' },
  already_set_up: { status: 409, message: 'Porchlight is already set up. Sign in instead.' },
  already_signed_in: { status: 409, message: 'You are signed in already. Sign out to use this link.' },
  two_factor_on: { status: 409, message: 'Two-factor sign-in is on already. Turn it off first.' },
  email_taken: { status: 409, message: 'A team member already signs in with this address.' },
  provider_taken: {
    status: 409,
    message: 'This account is connected to a team member already, or yours is connected to another one.',
  },
  last_admin: { status: 409, message: 'This is the last admin. Make another person an admin first.' },
  too_many_invitations: {
    status: 409,
    message: 'A hundred invitations are open. Revoke some of them first.',
  },
  invitation_used: { status: 410, message: 'This invitation was used already. Sign in instead.' },
  invitation_expired: {
    status: 410,
    message: 'This invitation has expired or was revoked. Ask for another one.',
  },
  reset_link_used: { status: 410, message: 'This link was used already. Sign in with the new password.' },
  reset_link_expired: { status: 410, message: 'This link has expired. Ask an admin for another one.' },
  payload_too_large: { status: 413, message: 'The body is larger than 64 kB.' },
  picture_unsupported: {
    status: 415,
    message: 'Send a WebP or JPEG that does not move and holds no metadata.',
  },
  unsupported_media_type: {
    status: 415,
    message: 'Send JSON: content-type application/json, not compressed.',
  },
  misdirected_request: {
    status: 421,
    message:
      'Porchlight does not answer under this host name. Set PUBLIC_URL to the address that people use, or add the name to ALLOWED_HOSTS.',
  },
  idempotency_mismatch: { status: 422, message: 'This id was used before, with other content.' },
  too_many_sites: { status: 422, message: 'There are as many sites as there may be.' },
  too_many_edits: { status: 422, message: 'This message was changed too often.' },
  too_fast: { status: 429, message: 'That was faster than a person is. Try again in a moment.' },
  rate_limited: { status: 429, message: 'Too many requests. Try again in a moment.' },
  internal_error: { status: 500, message: 'Something went wrong on our side.' },
  provider_unavailable: {
    status: 503,
    message: 'The sign-in provider does not answer as it should. Try again, or sign in with your password.',
  },
  unavailable: { status: 503, message: 'The service is not available at the moment. Try again shortly.' },
} as const satisfies Record<string, ErrorCodeEntry>

export type ErrorCode = keyof typeof errorCodes

/** The body of every answer that is an error. */
export const errorBody = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(errorCodes) as ErrorCode[]),
      message: z.string().check(z.describe('For people.')),
      param: z
        .optional(z.string())
        .check(
          z.describe('The field that is wrong, when it is one field. Nested ones as `message.content`.'),
        ),
      requestId: z.string(),
    }),
  })
  .check(z.meta({ id: 'Error', description: 'The body of every answer that is an error.' }))
export type ErrorBody = z.infer<typeof errorBody>
