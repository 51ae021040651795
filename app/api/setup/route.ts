import { setUpDraft } from '@/contract/people/set-up'
import { signIn } from '@/server/agents/agents'
import { createFirstAdmin, requireNotSetUp } from '@/server/agents/installation'
import { requireSetUpToken } from '@/server/agents/setup-token'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'

/** Creates the first admin and signs them in. Requires the token from the link printed at startup, and works once. */
export const POST = handler('password', async (request) => {
  const { token, ...draft } = await readJson(request, setUpDraft)
  await requireWithinLimit('setUp', anonymous(peerNetwork(request)))
  await requireNotSetUp()
  await requireSetUpToken(token)
  await createFirstAdmin(draft)

  const headers = new Headers()
  for (const cookie of await signIn(draft)) headers.append('Set-Cookie', cookie)
  return Response.json({}, { status: 201, headers })
})
