import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK } from 'jose'
import { type AccountClaims, Provider } from 'oidc-provider'
import { rsaKeys } from './keys'

/** A person with an account at the company: their id there, and their claims. */
export type Person = { sub: string } & Omit<AccountClaims, 'sub'>

type Options = { returnAddress: string; people: readonly Person[]; port?: number }

/** Porchlight's registration there. */
export const CLIENT_ID = 'porchlight'

/** Another client of the same company. */
export const OTHER_CLIENT_ID = 'another-app'

/**
 * A company's sign-in provider: the real `oidc-provider` on a port of its own. Its page asks for a user and trusts the answer.
 * Stop it in `afterAll`.
 */
export class Company {
  readonly issuer: string
  readonly clientSecret: string
  readonly #server: Server

  private constructor(server: Server, issuer: string, clientSecret: string) {
    this.#server = server
    this.issuer = issuer
    this.clientSecret = clientSecret
  }

  static async open({ returnAddress, people, port = 0 }: Options): Promise<Company> {
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const clientSecret = randomBytes(24).toString('base64url')
    const client = { redirect_uris: [returnAddress], client_secret: clientSecret }
    const { privateKey } = await rsaKeys('published')
    const provider = new Provider(issuer, {
      clients: [
        { ...client, client_id: CLIENT_ID },
        { ...client, client_id: OTHER_CLIENT_ID },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', kid: 'first' }] },
      cookies: { keys: [randomBytes(24).toString('base64url')] },
      pkce: { required: () => true },
      ttl: {
        AccessToken: 60,
        AuthorizationCode: 60,
        Grant: 600,
        IdToken: 60,
        Interaction: 600,
        Session: 600,
      },
      findAccount(_context, sub) {
        const person = people.find((one) => one.sub === sub)
        return person && { accountId: sub, claims: () => person }
      },
    })
    const answer = provider.callback()
    server.on('request', (request, response) => {
      const isPage = request.url?.startsWith('/interaction/') ?? false
      if (!isPage) return void answer(request, response)
      // The browser went back to a page that is already submitted.
      showPage(provider, request, response).catch(() => response.writeHead(400).end())
    })
    return new Company(server, issuer, clientSecret)
  }

  /** The settings with which Porchlight uses it. */
  get settings() {
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: this.clientSecret }
  }

  /**
   * Acts as a browser that was sent to `address`: signs in as `sub`, or presses Cancel.
   *
   * @returns the query with which the browser is sent back
   */
  async signIn(address: string, sub: string | null): Promise<string> {
    const cookies = new Map<string, string>()
    let next = new URL(address)
    let body: URLSearchParams | null = null
    for (let hop = 0; hop < 10; hop++) {
      const response: Response = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
        ...(body !== null && { method: 'POST', body }),
      })
      body = null
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? []
        cookies.set(name, value)
      }
      const location = response.headers.get('location')
      if (location === null && next.pathname.startsWith('/interaction/')) {
        body = new URLSearchParams(sub === null ? { cancel: '' } : { login: sub })
        continue
      }
      if (location === null)
        throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
      next = new URL(location, next)
      if (next.origin !== this.issuer) return next.search
    }
    throw new Error('the provider redirects in a loop')
  }

  /** Closing it again does nothing. */
  async close(): Promise<void> {
    if (!this.#server.listening) return
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

/** Asks for the user, and takes sign-in and consent in one step. */
async function showPage(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><title>Company sign-in</title><main><h1>Company sign-in</h1>
      <form method="post"><label>Staff number <input name="login" autofocus></label><button>Sign in</button>
      <button name="cancel">Cancel</button></form></main></html>`)
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const form = new URLSearchParams(Buffer.concat(chunks).toString())
  if (form.has('cancel'))
    return provider.interactionFinished(
      request,
      response,
      { error: 'access_denied' },
      { mergeWithLastSubmission: false },
    )

  const accountId = form.get('login') ?? ''
  const grant = new provider.Grant({ accountId, clientId: String(params.client_id) })
  grant.addOIDCScope('openid email profile')
  await provider.interactionFinished(request, response, {
    login: { accountId },
    consent: { grantId: await grant.save() },
  })
}
