import { type Identified, identityProof } from '@/contract/sites/identity'
import { visitorCookie } from '@/server/http/credentials/cookies'
import { startPlaceOf } from '@/server/http/credentials/credentials'
import { visitorOf } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { rememberVisitor } from '@/server/http/limits/known-viewers'
import { identify } from '@/server/identity/identify'
import { verifyProof } from '@/server/identity/proof'

/** Makes the caller the visitor for whom their site vouches, with a new cookie or credential. */
export const POST = siteHandler('identity', async (request) => {
  const proof = await readJson(request, identityProof)
  const { site, mode, cookieSite } = await startPlaceOf(request)
  const vouched = await verifyProof(site, proof)
  const session = await identify(vouched, { siteId: site.id, mode }, await visitorOf(request))
  rememberVisitor(session, mode)

  const { id, name } = session.visitor
  const body: Identified = { visitor: { id, name, email: session.email } }
  // Never compressed, because the answer may contain a credential.
  return mode === 'HEADER'
    ? Response.json({ ...body, credential: session.token })
    : Response.json(body, { headers: { 'Set-Cookie': visitorCookie(session.token, cookieSite) } })
})
