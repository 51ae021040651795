import { invitationDraft, type MadeInvitation } from '@/contract/people/people'
import { invite, listInvitations } from '@/server/agents/invitations'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { joinLink } from '@/server/http/public-address'
import { requireCan } from '@/server/policy/require-can'

/** The invitations that wait. */
export const GET = handler('read', async (request) =>
  json(await listInvitations(await requireViewer(request))),
)

/** Invites one person by a link. */
export const POST = handler('change', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'manage_team')
  const { invitation, token } = await invite(viewer, await readJson(request, invitationDraft))
  return json({ invitation, url: joinLink(request, token) } satisfies MadeInvitation, { status: 201 })
})
