import { memberPatch } from '@/contract/people/people'
import { changeMember } from '@/server/agents/team'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId, readJson } from '@/server/http/input'
import { requireCan } from '@/server/policy/require-can'

type Params = { agentId: string }

/** Changes a team member's role, or whether they may sign in. */
export const PATCH = handler<Params>('change', async (request, { agentId }) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'manage_team')
  return json(await changeMember(viewer, readId(agentId), await readJson(request, memberPatch)))
})
