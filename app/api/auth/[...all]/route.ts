import { handleAuth } from '@/server/http/credentials/auth-request'
import { handler } from '@/server/http/handler'
import { peerNetwork } from '@/server/http/peer-address'

type Params = { all: string[] }

/** Agents' sign-in and sign-out, handled by the sign-in library. */
export const POST = handler<Params>('password', (request) => handleAuth(request, peerNetwork(request)))
