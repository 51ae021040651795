import { passwordReset } from '@/contract/people/people'
import { resetPassword } from '@/server/agents/reset-links'
import { json } from '@/server/http/answer'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'

/** Sets a new password with a reset link. Limited like sign-in attempts, because each may hash a password. */
export const POST = handler('password', async (request) => {
  const reset = await readJson(request, passwordReset)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  return json(await resetPassword(reset))
})
