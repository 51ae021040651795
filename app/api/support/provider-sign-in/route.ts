import * as z from 'zod/mini'
import { requireOidc } from '@/server/agents/oidc/settings'
import { depart } from '@/server/agents/oidc/sign-in'
import { departed } from '@/server/http/credentials/provider-attempt'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'

/** Sends a browser to the sign-in provider. Counted as a try to sign in. */
export const POST = handler('provider', async (request) => {
  requireOidc()
  await readJson(request, z.strictObject({}))
  await requireWithinLimit('signInFromNetwork', anonymous(peerNetwork(request)))
  return departed(request, await depart())
})
