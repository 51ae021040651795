import { passwordChange } from '@/contract/people/account'
import { changePassword } from '@/server/agents/password'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { requireCan } from '@/server/policy/require-can'

/** Changes the password of the agent who asks. Tries count as those to sign in do: each hashes a password. */
export const PUT = handler('password', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  const change = await readJson(request, passwordChange)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  await requireWithinLimit('changePassword', viewer.id)
  return json(await changePassword(viewer, change))
})
