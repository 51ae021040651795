import { passwordProof } from '@/contract/people/account'
import { requireMayConnect } from '@/server/agents/oidc/connection'
import { depart } from '@/server/agents/oidc/sign-in'
import { departed } from '@/server/http/credentials/provider-attempt'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { requireCan } from '@/server/policy/require-can'

/**
 * Sends an agent to the sign-in provider, to connect their account there. Tries count as those of other changes that take the password,
 * and wait in line with those who ask the provider: it may take its time.
 */
export const POST = handler('provider', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  const proof = await readJson(request, passwordProof)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  await requireWithinLimit('changePassword', viewer.id)
  await requireMayConnect(viewer, proof)
  return departed(request, await depart(viewer.id))
})
