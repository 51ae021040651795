import { passwordProof } from '@/contract/people/account'
import { disconnect } from '@/server/agents/oidc/connection'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { requireCan } from '@/server/policy/require-can'

/** Leaves the agent who asks the password alone to sign in with. Tries count as those of other changes that take the password. */
export const POST = handler('password', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  const proof = await readJson(request, passwordProof)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  await requireWithinLimit('changePassword', viewer.id)
  await disconnect(viewer, proof)
  return json({})
})
