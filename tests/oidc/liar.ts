import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, SignJWT } from 'jose'
import { rsaKeys } from './keys'

/** What a provider may get wrong, each independently. */
export type Lies = {
  /** Changes the claims of the ID token. */
  claims?: Record<string, unknown>
  /** Signs it with a key other than the one it publishes. */
  signsWithAnotherKey?: boolean
  /** Sends this instead of an ID token. */
  idToken?: string
  /** Changes its discovery document. */
  description?: Record<string, unknown>
  /** Overrides the response of one endpoint. */
  answers?: Partial<Record<'description' | 'token' | 'keys' | 'person', (response: ServerResponse) => void>>
}

/** A provider that fails or lies in ways no real one does. It has no pages: tests create the callback themselves. */
export type Liar = {
  issuer: string
  tell: (lies: Lies) => void
  asked: () => number
  close: () => Promise<void>
}

/** @param nonce from the address to which Porchlight sent the browser */
export async function startLiar(nonce: () => string): Promise<Liar> {
  let lies: Lies = {}
  let asked = 0
  const [published, secret] = await Promise.all([rsaKeys('published'), rsaKeys('unpublished')])
  const server = createServer((request, response) => {
    asked += 1
    void answer(new URL(request.url ?? '', issuer).pathname, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const pages: Record<string, [keyof NonNullable<Lies['answers']>, () => Promise<unknown> | unknown]> = {
    '/.well-known/openid-configuration': ['description', describe],
    '/token': ['token', makeTokens],
    '/keys': ['keys', async () => ({ keys: [{ ...(await exportJWK(published.publicKey)), alg: 'RS256' }] })],
    '/person': ['person', () => ({ sub: 'cleo' })],
  }

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const page = pages[path]
    if (page === undefined) return void response.writeHead(404).end()
    const [name, body] = page
    const lie = lies.answers?.[name]
    if (lie !== undefined) return lie(response)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(await body()))
  }

  function describe() {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      userinfo_endpoint: `${issuer}/person`,
      id_token_signing_alg_values_supported: ['RS256'],
      ...lies.description,
    }
  }

  async function makeTokens() {
    const now = Math.floor(Date.now() / 1_000)
    const claims: Record<string, unknown> = {
      iss: issuer,
      aud: 'porchlight',
      sub: 'cleo',
      iat: now,
      exp: now + 60,
      nonce: nonce(),
      email: 'cleo@shop.example',
      email_verified: true,
      ...lies.claims,
    }
    const key = lies.signsWithAnotherKey ? secret.privateKey : published.privateKey
    const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(key)
    return { access_token: 'access', token_type: 'Bearer', id_token: lies.idToken ?? signed }
  }

  return {
    issuer,
    tell: (told) => {
      lies = told
    },
    asked: () => asked,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
