import * as oauth from 'oauth4webapi'
import { parseUrl } from '@/contract/parse-url'
import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { isLoopback } from '@/server/settings/values'
import { boundedFetch } from './bounded-fetch'
import { failureOf } from './failures'
import { type OidcSettings, oidcSettings } from './settings'

/** Time limit for all provider requests of one call. Browsers wait 15 s for us. */
const PROVIDER_TIMEOUT_MS = 6_000

const CACHED_MS = 60 * 60 * 1_000
/** How long to wait before requesting metadata again after a failure, however many people click the button. */
const BACKOFF_MS = 8_000

/** Tolerated clock difference between machines, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30

/** The provider's metadata, and the options for requests within one call. */
export type Provider = {
  server: oauth.AuthorizationServer
  client: oauth.Client
  authentication: oauth.ClientAuth
  options: ReturnType<typeof requestOptions>
  settings: OidcSettings
}

const known = processWide('oidc-provider', () => ({
  issuer: '',
  until: 0,
  server: Promise.resolve(null as oauth.AuthorizationServer | null),
}))

/**
 * The configured provider. Its metadata is fetched on first use and cached for an hour.
 *
 * @throws SupportError `provider_unavailable`
 */
export async function findProvider(settings: OidcSettings): Promise<Provider> {
  const { issuer, clientId, clientSecret } = settings
  const options = requestOptions(issuer)
  const server = await metadataOf(issuer, options).catch((error) => {
    throw failureOf(error, issuer)
  })
  const client = { client_id: clientId, [oauth.clockTolerance]: CLOCK_TOLERANCE_SECONDS }
  const methods = server.token_endpoint_auth_methods_supported
  const acceptsOnlyPost = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic')
  const authentication = acceptsOnlyPost
    ? oauth.ClientSecretPost(clientSecret)
    : oauth.ClientSecretBasic(clientSecret)
  return { server, client, authentication, options, settings }
}

function requestOptions(issuer: string) {
  return {
    [oauth.customFetch]: boundedFetch,
    [oauth.allowInsecureRequests]: isLoopback(issuer),
    signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
  }
}

/** Contacts the provider at start-up, so that problems are logged before anyone clicks the button. Never rejects. */
export async function tryProvider(): Promise<void> {
  const settings = oidcSettings()
  if (settings === null) return
  const provider = await findProvider(settings).catch(() => null)
  if (provider !== null) log.auth.info({ issuer: settings.issuer }, 'the sign-in provider responds')
}

async function metadataOf(issuer: string, options: Provider['options']): Promise<oauth.AuthorizationServer> {
  const now = Date.now()
  if (known.issuer !== issuer || known.until < now || known.until > now + CACHED_MS) {
    const fetched = fetchMetadata(issuer, options)
    Object.assign(known, { issuer, until: now + BACKOFF_MS, server: fetched })
    fetched.then(
      () => known.server === fetched && Object.assign(known, { until: Date.now() + CACHED_MS }),
      () => {},
    )
  }
  const server = await known.server
  if (server === null) throw new Error('the provider has not been contacted')
  return server
}

async function fetchMetadata(
  issuer: string,
  options: Provider['options'],
): Promise<oauth.AuthorizationServer> {
  const expected = new URL(issuer)
  const response = await oauth.discoveryRequest(expected, options)
  const server = await oauth.processDiscoveryResponse(expected, response)
  // Browsers are sent there, so it must not be a `javascript:` URL.
  const page = server.authorization_endpoint ?? ''
  const isPage =
    parseUrl(page) !== null && (/^https:/i.test(page) || (/^http:/i.test(page) && isLoopback(issuer)))
  if (!isPage) throw new Error('the provider has no https address for signing in')
  return server
}
