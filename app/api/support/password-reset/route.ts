import { passwordReset } from '@/contract/people/people'
import { resetPassword } from '@/server/agents/reset-links'
import { json } from '@/server/http/answer'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'

/** Sets the password of a reset link's owner. Tries count as those to sign in do: each may hash a password. */
export const POST = handler('password', async (request) => {
  const reset = await readJson(request, passwordReset)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  return json(await resetPassword(reset))
})
