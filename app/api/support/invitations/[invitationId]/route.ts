import { revokeInvitation } from '@/server/agents/invitations'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId } from '@/server/http/input'
import { requireCan } from '@/server/policy/require-can'

type Params = { invitationId: string }

/** Revokes an invitation. */
export const DELETE = handler<Params>('change', async (request, { invitationId }) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'manage_team')
  return json(await revokeInvitation(viewer, readId(invitationId)))
})
