import type { MadeInvitation } from '@/contract/people/people'
import { renewInvitation } from '@/server/agents/invitations'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId } from '@/server/http/input'
import { joinLink } from '@/server/http/public-address'
import { requireCan } from '@/server/policy/require-can'

type Params = { invitationId: string }

/** Makes another link for an invitation; the earlier one ends. */
export const POST = handler<Params>('change', async (request, { invitationId }) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'manage_team')
  const { invitation, token } = await renewInvitation(viewer, readId(invitationId))
  return json({ invitation, url: joinLink(request, token) } satisfies MadeInvitation, { status: 201 })
})
