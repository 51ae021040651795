import { OIDC_RETURN_PATH } from '@/contract/people/oidc'
import { SupportError } from '@/server/errors'
import { env } from '@/server/settings/env'

/** How agents sign in with their company's account. */
export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call the provider. */
  name: string
  /** Exactly what is registered with the provider. */
  returnAddress: string
  /** Who has an address of these becomes an agent. */
  allowedDomains: readonly string[]
}

/** The settings of the sign-in provider, or `null` where there is none. */
export function oidcSettings(): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ALLOWED_DOMAINS, OIDC_NAME, PUBLIC_URL } =
    env()
  if (
    OIDC_ISSUER === undefined ||
    OIDC_CLIENT_ID === undefined ||
    OIDC_CLIENT_SECRET === undefined ||
    PUBLIC_URL === undefined
  )
    return null
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME ?? new URL(OIDC_ISSUER).host,
    returnAddress: PUBLIC_URL + OIDC_RETURN_PATH,
    allowedDomains: OIDC_ALLOWED_DOMAINS ?? [],
  }
}

/**
 * As {@link oidcSettings}, for what does not exist without a provider.
 *
 * @throws SupportError `not_found`
 */
export function requireOidc(): OidcSettings {
  const settings = oidcSettings()
  if (settings === null) throw new SupportError('not_found')
  return settings
}
