import { profilePatch } from '@/contract/people/account'
import { changeProfile, readProfile } from '@/server/agents/profile'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { requireCan } from '@/server/policy/require-can'

/** The agent who asks. */
export const GET = handler('read', async (request) => json(await readProfile(await requireViewer(request))))

/** Changes name or address of the agent who asks. Another address takes the password, and tries of that are counted. */
export const PATCH = handler('password', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  const patch = await readJson(request, profilePatch)
  if (patch.email !== undefined) {
    await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
    await requireWithinLimit('changePassword', viewer.id)
  }
  return json(await changeProfile(viewer, patch))
})
