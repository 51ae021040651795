import { linkProof } from '@/contract/people/people'
import { previewReset } from '@/server/agents/reset-links'
import { json } from '@/server/http/answer'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'

/** Whose password a link resets. */
export const POST = handler('change', async (request) => {
  const { token } = await readJson(request, linkProof)
  return json(await previewReset(token))
})
