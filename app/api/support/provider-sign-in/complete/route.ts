import { type Arrival, providerAnswer } from '@/contract/people/oidc'
import { agentOfHeaders } from '@/server/agents/agent-session'
import { requireOidc } from '@/server/agents/oidc/settings'
import { arrive } from '@/server/agents/oidc/sign-in'
import { json } from '@/server/http/answer'
import { addCookies } from '@/server/http/credentials/late-cookies'
import { takeAttempt } from '@/server/http/credentials/provider-attempt'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'

/** Takes what the sign-in provider sent the browser back with. Counted as a try to sign in. */
export const POST = handler('provider', async (request) => {
  requireOidc()
  const { answer } = await readJson(request, providerAnswer)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  const agent = await agentOfHeaders(request.headers)
  const { outcome, cookies } = await arrive({
    attempt: takeAttempt(request),
    answer,
    headers: request.headers,
    agentId: agent?.id ?? null,
  })
  addCookies(request, cookies)
  return json({ outcome } satisfies Arrival)
})
