import { handleAuth } from '@/server/http/credentials/auth-request'
import { handler } from '@/server/http/handler'
import { peerNetwork } from '@/server/http/peer-address'

type Params = { all: string[] }

/** Sign-in and sign-out of agents, as the sign-in library defines them. */
export const POST = handler<Params>('password', (request) => handleAuth(request, peerNetwork(request)))
