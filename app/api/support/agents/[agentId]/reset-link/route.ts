import type { MadeResetLink } from '@/contract/people/people'
import { makeResetLink } from '@/server/agents/reset-links'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId } from '@/server/http/input'
import { publicAddress } from '@/server/http/public-address'
import { requireCan } from '@/server/policy/require-can'

type Params = { agentId: string }

/** Makes a link by which a team member chooses a new password. The token stands behind the #: no log sees it. */
export const POST = handler<Params>('change', async (request, { agentId }) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'manage_team')
  const { token, expiresAt } = await makeResetLink(viewer, readId(agentId))
  const made: MadeResetLink = {
    url: `${publicAddress(request)}/reset-password#${token}`,
    expiresAt: expiresAt.toISOString(),
  }
  return json(made, { status: 201 })
})
