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
 * Sends the caller to the sign-in provider to connect their account. Limited like other changes that require the password, but
 * queued with requests to the provider, which may be slow.
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
