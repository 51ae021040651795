import { profilePatch } from '@/contract/account'
import { readProfile, renameAgent } from '@/server/agents/profile'
import { json } from '@/server/http/answer'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { requireViewer } from '@/server/http/session'

/** The agent who asks. */
export const GET = handler('read', async (request) => json(await readProfile(await requireViewer(request))))

/** Changes the name of the agent who asks. */
export const PATCH = handler('change', async (request) => {
  const viewer = await requireViewer(request)
  return json(await renameAgent(viewer, await readJson(request, profilePatch)))
})
