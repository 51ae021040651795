import * as oauth from 'oauth4webapi'
import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { isLoopback } from '@/server/settings/values'
import { boundedFetch } from './bounded-fetch'
import { failureOf } from './failures'
import { type OidcSettings, oidcSettings } from './settings'

/** How long one call may ask the provider, in all its questions together. Browsers wait for us 15 s. */
const PROVIDER_TIMEOUT_MS = 6_000

const KNOWN_FOR_MS = 60 * 60 * 1_000
/** So long a provider that did not answer is not asked for its description again, however many press the button. */
const AWAY_FOR_MS = 8_000

/** Clocks of two machines may differ by this, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30

/** The provider as it describes itself, and how we speak to it within the time of one call. */
export type Provider = {
  server: oauth.AuthorizationServer
  client: oauth.Client
  authentication: oauth.ClientAuth
  asking: ReturnType<typeof askingOf>
  settings: OidcSettings
}

const known = processWide('oidc-provider', () => ({
  issuer: '',
  until: 0,
  server: Promise.resolve(null as oauth.AuthorizationServer | null),
}))

/**
 * The provider of the settings. Its description is asked for when it is needed first, and kept for an hour.
 *
 * @throws SupportError `provider_unavailable`
 */
export async function findProvider(settings: OidcSettings): Promise<Provider> {
  const { issuer, clientId, clientSecret } = settings
  const asking = askingOf(issuer)
  const server = await describe(issuer, asking).catch((error) => {
    throw failureOf(error, issuer)
  })
  const client = { client_id: clientId, [oauth.clockTolerance]: CLOCK_TOLERANCE_SECONDS }
  const methods = server.token_endpoint_auth_methods_supported
  const takesPostAlone = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic')
  const authentication = takesPostAlone
    ? oauth.ClientSecretPost(clientSecret)
    : oauth.ClientSecretBasic(clientSecret)
  return { server, client, authentication, asking, settings }
}

function askingOf(issuer: string) {
  return {
    [oauth.customFetch]: boundedFetch,
    [oauth.allowInsecureRequests]: isLoopback(issuer),
    signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
  }
}

/** Asks once at the start, so that the log says what is wrong before anyone presses the button. Never rejects. */
export async function tryProvider(): Promise<void> {
  const settings = oidcSettings()
  if (settings === null) return
  const isThere = await findProvider(settings).catch(() => null)
  if (isThere !== null) log.auth.info({ issuer: settings.issuer }, 'the sign-in provider answers')
}

async function describe(issuer: string, asking: Provider['asking']): Promise<oauth.AuthorizationServer> {
  const now = Date.now()
  if (known.issuer !== issuer || known.until < now || known.until > now + KNOWN_FOR_MS) {
    const asked = askForDescription(issuer, asking)
    Object.assign(known, { issuer, until: now + AWAY_FOR_MS, server: asked })
    asked.then(
      () => known.server === asked && Object.assign(known, { until: Date.now() + KNOWN_FOR_MS }),
      () => {},
    )
  }
  const server = await known.server
  if (server === null) throw new Error('the provider has not been asked')
  return server
}

async function askForDescription(
  issuer: string,
  asking: Provider['asking'],
): Promise<oauth.AuthorizationServer> {
  const expected = new URL(issuer)
  const response = await oauth.discoveryRequest(expected, asking)
  const server = await oauth.processDiscoveryResponse(expected, response)
  // Browsers are sent there: it must not be a script.
  const page = server.authorization_endpoint ?? ''
  const isPage = URL.canParse(page) && (/^https:/i.test(page) || (/^http:/i.test(page) && isLoopback(issuer)))
  if (!isPage) throw new Error('the provider names no https address to sign in at')
  return server
}
