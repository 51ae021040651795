import { linkProof } from '@/contract/people/people'
import { previewInvitation } from '@/server/agents/accept-invitation'
import { json } from '@/server/http/answer'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'

/** What the invitation of a link is for. */
export const POST = handler('change', async (request) => {
  const { token } = await readJson(request, linkProof)
  return json(await previewInvitation(token))
})
