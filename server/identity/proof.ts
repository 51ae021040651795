import { createHmac, timingSafeEqual } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import { email, personName } from '@/contract/fields'
import {
  externalId as externalIdSchema,
  type IdentityProof,
  MAX_IDENTITY_TOKEN_SECONDS,
} from '@/contract/sites/identity'
import { SupportError } from '@/server/errors'
import type { ActiveSite } from '@/server/sites/sites'
import { type ActiveSecret, activeSecrets } from './secrets'

/** How far the site's clock and ours may differ, in seconds. */
const LEEWAY_SECONDS = 60

/** Whom a site has vouched for. */
export type Vouched = {
  /** Which of the site's secrets proves it. */
  secretId: string
  externalId: string
  /** Signed by the site. `undefined`: it says nothing of it. */
  email?: string | undefined
  name?: string | undefined
  /** What the page says without proof. */
  toldName?: string | undefined
}

/**
 * Whom this proof is of. Every active secret of the site is tried; a token's `kid` and `jku` are never read.
 *
 * @throws SupportError `identity_off`; `identity_hash_off`; `identity_invalid` where no secret of the site has signed it;
 *   `identity_expired`; `identity_claim_invalid` with the claim's name
 */
export async function verifyProof(site: ActiveSite, proof: IdentityProof): Promise<Vouched> {
  const { identity, allowsStaticProof } = site.settings
  if (identity === 'off') throw new SupportError('identity_off')
  if (proof.token !== undefined) return verifyToken(proof.token, site.key, await activeSecrets(site.id))
  if (!allowsStaticProof) throw new SupportError('identity_hash_off')
  return verifyHash(proof, await activeSecrets(site.id))
}

async function verifyToken(token: string, audience: string, secrets: ActiveSecret[]): Promise<Vouched> {
  for (const { id, value } of secrets) {
    const claims = await claimsOf(token, audience, value)
    if (claims !== null) return { secretId: id, ...readClaims(claims) }
  }
  throw new SupportError('identity_invalid', { param: 'token' })
}

/** The claims of a token that this secret has signed; `null` where it has not. */
async function claimsOf(token: string, audience: string, secret: string): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience,
      clockTolerance: LEEWAY_SECONDS,
      requiredClaims: ['exp'],
    })
    return payload
  } catch (cause) {
    if (cause instanceof errors.JWSSignatureVerificationFailed) return null
    if (cause instanceof errors.JWTExpired)
      throw new SupportError('identity_expired', { param: 'exp', cause })
    if (cause instanceof errors.JWTClaimValidationFailed)
      throw new SupportError('identity_claim_invalid', { param: cause.claim, cause })
    if (cause instanceof errors.JOSEError)
      throw new SupportError('identity_invalid', { param: 'token', cause })
    throw cause
  }
}

function readClaims(claims: JWTPayload): Omit<Vouched, 'secretId'> {
  const latest = Date.now() / 1000 + MAX_IDENTITY_TOKEN_SECONDS + LEEWAY_SECONDS
  if ((claims.exp ?? 0) > latest) throw new SupportError('identity_claim_invalid', { param: 'exp' })
  const [claim, id] = Object.entries({
    sub: claims.sub,
    external_id: claims.external_id,
    user_id: claims.user_id,
  }).find(([, value]) => value !== undefined) ?? ['sub']
  const externalId = externalIdSchema.safeParse(Number.isSafeInteger(id) ? String(id) : id)
  if (!externalId.success) throw new SupportError('identity_claim_invalid', { param: claim })
  return {
    externalId: externalId.data,
    // A site's address or name that we cannot store must not keep its user out. Some issuers write the claim as a text.
    email: [undefined, true, 'true'].includes(claims.email_verified as boolean | string | undefined)
      ? email.safeParse(claims.email).data
      : undefined,
    name: personName.safeParse(claims.name).data,
  }
}

function verifyHash(
  { externalId = '', userHash = '', email, name }: IdentityProof,
  secrets: ActiveSecret[],
): Vouched {
  const given = Buffer.from(userHash, 'hex')
  const signer = secrets.find(({ value }) =>
    timingSafeEqual(given, createHmac('sha256', value).update(externalId).digest()),
  )
  if (signer === undefined) throw new SupportError('identity_invalid', { param: 'userHash' })
  const isSigned = email !== undefined && email === externalId.toLowerCase()
  return { secretId: signer.id, externalId, toldName: name, ...(isSigned && { email }) }
}
