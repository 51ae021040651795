import { codeProof, passwordProof } from '@/contract/people/account'
import { beginTwoFactor, confirmTwoFactor } from '@/server/agents/two-factor/two-factor'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { requireCan } from '@/server/policy/require-can'

/** Begins to set up the second factor of the agent who asks. Tries count as those of other changes that take the password. */
export const POST = handler('password', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  const proof = await readJson(request, passwordProof)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  await requireWithinLimit('changePassword', viewer.id)
  return json(await beginTwoFactor(viewer, proof))
})

/** Turns it on with the first code. Tries are counted together with those of the password. */
export const PUT = handler('password', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  const proof = await readJson(request, codeProof)
  await requireWithinLimit('changePassword', viewer.id)
  return json(await confirmTwoFactor(viewer, proof))
})
