import { handleAuth } from '@/server/http/auth-request'
import { handler } from '@/server/http/handler'
import { peerNetwork } from '@/server/http/peer-address'

type Params = { all: string[] }

/** Sign-in, sign-out and session of agents, as the sign-in library defines them. */
const handle = handler<Params>((request) => handleAuth(request, peerNetwork(request)))

export { handle as GET, handle as POST }
