import * as z from 'zod/mini'
import { email, personName, storableString, time } from '../fields'
import { MAX_EXTERNAL_ID_LENGTH, MAX_IDENTITY_TOKEN_LENGTH } from '../limits'

/** How far in the future a token may expire, in seconds. */
export const MAX_IDENTITY_TOKEN_SECONDS = 15 * 60

/** Most secrets that a site may have: two, to allow rotation. */
export const MAX_SITE_SECRETS = 2

/** A site's id for one of its users. Compared exactly. */
export const externalId = storableString.check(z.minLength(1), z.maxLength(MAX_EXTERNAL_ID_LENGTH))

/** How a site vouches for a visitor: with a token, or with a static hash if the site allows it. */
export const identityProof = z
  .strictObject({
    token: z
      .optional(z.string().check(z.minLength(1), z.maxLength(MAX_IDENTITY_TOKEN_LENGTH)))
      .check(
        z.describe(
          'A JSON Web Token, signed with HS256 and one of the site’s secrets: `sub`, `exp` within 15 minutes, ' +
            '`aud` the site’s key, and optionally `email` and `name`.',
        ),
      ),
    externalId: z.optional(externalId).check(z.describe('The site’s id for the visitor.')),
    userHash: z
      .optional(z.string().check(z.regex(/^[0-9a-f]{64}$/i)))
      .check(
        z.describe('The hexadecimal HMAC-SHA256 of `externalId`, keyed with one of the site’s secrets.'),
      ),
    email: z.optional(email).check(z.describe('Used only if it equals `externalId`.')),
    name: z.optional(personName).check(z.describe('Treated as unverified.')),
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

/** The response to a proof: who the visitor now is. */
export const identified = z.object({
  visitor: z.object({ id: z.string(), name: z.nullable(z.string()), email: z.nullable(z.string()) }),
  credential: z
    .optional(z.string())
    .check(
      z.describe('If requested instead of a cookie: send it as `Porchlight-Visitor` with further requests.'),
    ),
})
export type Identified = z.infer<typeof identified>

/** One of a site's secrets, without its value. */
const siteSecret = z
  .object({
    id: z.string(),
    hint: z.string().check(z.describe('Its last four characters.')),
    isReadable: z
      .boolean()
      .check(z.describe('False if it was encrypted under a different `AUTH_SECRET`: replace it.')),
    createdAt: time,
  })
  .check(
    z.meta({
      id: 'SiteSecret',
      description: 'A secret that a site signs identities with, without its value.',
    }),
  )
export type SiteSecret = z.infer<typeof siteSecret>

/** A site's secrets, oldest first. */
export const siteSecrets = z.object({ data: z.array(siteSecret) })
export type SiteSecrets = z.infer<typeof siteSecrets>

/** A secret to add. */
export const siteSecretDraft = z.strictObject({
  value: z
    .optional(z.string().check(z.regex(/^[\x21-\x7e]{16,256}$/)))
    .check(z.describe('A secret that the site already signs with. Omit it to generate one.')),
})
export type SiteSecretDraft = z.output<typeof siteSecretDraft>

/** The response to an added secret: the only one that contains its value. */
export const addedSiteSecret = z.object({ ...siteSecret.shape, value: z.string() })
export type AddedSiteSecret = z.infer<typeof addedSiteSecret>
