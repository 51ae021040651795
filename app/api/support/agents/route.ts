import { listTeam } from '@/server/agents/team'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'

/** Everybody of the team. */
export const GET = handler('read', async (request) => json(await listTeam(await requireViewer(request))))
