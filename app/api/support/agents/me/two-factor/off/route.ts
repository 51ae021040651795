import { passwordProof } from '@/contract/people/account'
import { turnOffTwoFactor } from '@/server/agents/two-factor/two-factor'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { requireCan } from '@/server/policy/require-can'

/** Turns off the second factor of the agent who asks. Tries count as those of other changes that take the password. */
export const POST = handler('password', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  const proof = await readJson(request, passwordProof)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  await requireWithinLimit('changePassword', viewer.id)
  await turnOffTwoFactor(viewer, proof)
  return json({})
})
