import { firstAdminDraft } from '@/contract/set-up'
import { signIn } from '@/server/auth/agents'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { peerNetwork } from '@/server/http/peer-address'
import { anonymous, requireWithinLimit } from '@/server/http/rate-limit'
import { createFirstAdmin } from '@/server/support/installation'

/** Creates the first admin and signs it in. Works once. */
export const POST = handler(async (request) => {
  const draft = await readJson(request, firstAdminDraft)
  await requireWithinLimit('setUp', anonymous(peerNetwork(request)))
  await createFirstAdmin(draft)

  const headers = new Headers()
  for (const cookie of await signIn(draft)) headers.append('Set-Cookie', cookie)
  return Response.json({}, { status: 201, headers })
})
