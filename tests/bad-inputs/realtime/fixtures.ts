import { createHmac, randomBytes } from 'node:crypto'
import { realtimeService } from '@/server/realtime/service'
import type { Fixtures } from '../resolver'
import { agentCookie, type Product, revokedToken, visitor } from './product'
import { Wire } from './wire'

type Visitor = Omit<Awaited<ReturnType<typeof visitor>>, 'browser'> & { revokedToken: string }

/** What the realtime cases need to know about a running product. */
export type RealtimeFixtures = Fixtures & {
  kid: string
  visitorA: Visitor
  visitorB: Visitor & { connectionKey: string }
}

/** Vera is `visitorA`, Victor `visitorB`; both are connected as their browsers would be. */
export async function realtimeFixtures(product: Product): Promise<RealtimeFixtures> {
  const [kid = '', right = ''] = realtimeService().signingKey.split(':')
  const [{ browser: _, ...vera }, { browser: __, ...victor }] = [await visitor(), await visitor()]
  const revoked = await revokedToken(product)
  const request = (changes: object) => signedTokenRequest({ keyName: kid, secret: right, ...changes })
  return {
    kid,
    keys: { right, wrong: 'wrong', empty: '' },
    visitorA: { ...vera, revokedToken: revoked },
    visitorB: {
      ...victor,
      revokedToken: revoked,
      connectionKey: await connectionKeyOf(product, victor.token),
    },
    agent: { cookie: await agentCookie() },
    signedTokenRequest: request({}),
    signedTokenRequestOld: request({ timestamp: Date.now() - 180_000 }),
    signedTokenRequestFuture: request({ timestamp: Date.now() + 180_000 }),
    signedTokenRequestTtl48h: request({ ttl: 48 * 60 * 60_000 }),
  }
}

async function connectionKeyOf({ port }: Product, token: string): Promise<string> {
  const wire = await Wire.open(port, { query: { access_token: token } })
  const connected = await wire.next(({ action }) => action === 4)
  return connected.connectionDetails.connectionKey
}

function signedTokenRequest({
  keyName,
  secret,
  timestamp = Date.now(),
  ttl,
}: {
  keyName: string
  secret: string
  timestamp?: number
  ttl?: number
}) {
  const nonce = randomBytes(12).toString('hex')
  const lines = [keyName, ttl ?? '', '', '', timestamp, nonce].map((field) => `${field}\n`).join('')
  const mac = createHmac('sha256', secret).update(lines).digest('base64')
  return { keyName, timestamp, nonce, mac, ...(ttl !== undefined && { ttl }) }
}
