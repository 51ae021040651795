import { OIDC_RETURN_PATH } from '@/contract/people/oidc'
import { SupportError } from '@/server/errors'
import { env } from '@/server/settings/env'

/** The configuration for signing in with a company account. */
export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  /** The provider's display name. */
  name: string
  /** The redirect URL, exactly as registered with the provider. */
  returnAddress: string
  /** People with addresses in these domains become agents. */
  allowedDomains: readonly string[]
}

/** The sign-in provider's settings, or `null` if there is none. */
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
 * Like {@link oidcSettings}, but requires a provider.
 *
 * @throws SupportError `not_found`
 */
export function requireOidc(): OidcSettings {
  const settings = oidcSettings()
  if (settings === null) throw new SupportError('not_found')
  return settings
}
