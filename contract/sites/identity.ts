import * as z from 'zod/mini'
import { email, personName, storableString, time } from '../fields'
import { MAX_EXTERNAL_ID_LENGTH, MAX_IDENTITY_TOKEN_LENGTH } from '../limits'

/** How far ahead the end of a token's validity may lie, in seconds. */
export const MAX_IDENTITY_TOKEN_SECONDS = 15 * 60

/** Secrets that a site may have at a time: one that is used and one that replaces it. */
export const MAX_SITE_SECRETS = 2

/** The id by which a site calls one of its users. Compared as it is. */
export const externalId = storableString.check(z.minLength(1), z.maxLength(MAX_EXTERNAL_ID_LENGTH))

/** How a site vouches for a visitor: by a token, or by a static hash where the site allows it. */
export const identityProof = z
  .strictObject({
    token: z
      .optional(z.string().check(z.minLength(1), z.maxLength(MAX_IDENTITY_TOKEN_LENGTH)))
      .check(
        z.describe(
          'A JSON Web Token, signed with HS256 and one of the site’s secrets: `sub`, `exp` within 15 minutes, `aud` the site’s key, and optionally `email` and `name`.',
        ),
      ),
    externalId: z.optional(externalId).check(z.describe('How the site calls the visitor.')),
    userHash: z
      .optional(z.string().check(z.regex(/^[0-9a-f]{64}$/i)))
      .check(z.describe('The hexadecimal HMAC-SHA256 of `externalId` under one of the site’s secrets.')),
    email: z.optional(email).check(z.describe('Counts only where it is the `externalId` itself.')),
    name: z.optional(personName).check(z.describe('Counts as told by the visitor.')),
  })
  .check(
    z.refine(
      ({ token, externalId, userHash }) => token !== undefined || (externalId ?? userHash) !== undefined,
      { path: ['token'] },
    ),
    z.refine(({ token, ...other }) => token === undefined || Object.keys(other).length === 0, {
      path: ['token'],
    }),
    z.refine(({ token, externalId }) => token !== undefined || externalId !== undefined, {
      path: ['externalId'],
    }),
    z.refine(({ token, userHash }) => token !== undefined || userHash !== undefined, { path: ['userHash'] }),
  )
export type IdentityProof = z.output<typeof identityProof>

/** The answer to a proof: who the visitor is from now on. */
export const identified = z.object({
  visitor: z.object({ id: z.string(), name: z.nullable(z.string()), email: z.nullable(z.string()) }),
  credential: z
    .optional(z.string())
    .check(z.describe('Where a cookie was not wanted: what the next requests say as `Porchlight-Visitor`.')),
})
export type Identified = z.infer<typeof identified>

/** A secret of the site's, without its value. */
const siteSecret = z
  .object({
    id: z.string(),
    hint: z.string().check(z.describe('Its last four characters.')),
    isReadable: z
      .boolean()
      .check(z.describe('False when it was stored under another `AUTH_SECRET`: replace it.')),
    createdAt: time,
  })
  .check(z.meta({ id: 'SiteSecret', description: 'What a site signs identities with, without its value.' }))
export type SiteSecret = z.infer<typeof siteSecret>

/** The secrets that a site uses, oldest first. */
export const siteSecrets = z.object({ data: z.array(siteSecret) })
export type SiteSecrets = z.infer<typeof siteSecrets>

/** A secret to add. */
export const siteSecretDraft = z.strictObject({
  value: z
    .optional(z.string().check(z.regex(/^[\x21-\x7e]{16,256}$/)))
    .check(z.describe('The one that the site signs with already. Left out: a new random one.')),
})
export type SiteSecretDraft = z.output<typeof siteSecretDraft>

/** The answer to an added secret: the only one that tells its value. */
export const addedSiteSecret = z.object({ ...siteSecret.shape, value: z.string() })
export type AddedSiteSecret = z.infer<typeof addedSiteSecret>
