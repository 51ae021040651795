import { listTeam } from '@/server/agents/team'
import { json } from '@/server/http/answer'
import { handler } from '@/server/http/handler'
import { requireViewer } from '@/server/http/session'

/** Everybody of the team. */
export const GET = handler('read', async (request) => json(await listTeam(await requireViewer(request))))
