import { acceptance } from '@/contract/people/people'
import { acceptInvitation } from '@/server/agents/accept-invitation'
import { agentOfHeaders } from '@/server/agents/agent-session'
import { signIn } from '@/server/agents/agents'
import { SupportError } from '@/server/errors'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { knownDeviceCookie } from '@/server/http/limits/sign-in-limits'
import { peerNetwork } from '@/server/http/peer-address'

/** Makes an account by an invitation and signs it in. Tries count as those to sign in do: each may hash a password. */
export const POST = handler('password', async (request) => {
  const draft = await readJson(request, acceptance)
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  if ((await agentOfHeaders(request.headers)) !== null) throw new SupportError('already_signed_in')
  await acceptInvitation(draft)

  const headers = new Headers()
  for (const cookie of await signIn(draft)) headers.append('Set-Cookie', cookie)
  headers.append('Set-Cookie', knownDeviceCookie(draft.email))
  return Response.json({}, { status: 201, headers })
})
