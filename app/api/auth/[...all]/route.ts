import { handleAuth } from '@/server/auth/auth-request'
import { handler } from '@/server/http/handler'

type Params = { all: string[] }

/** Sign-in, sign-out and session of agents, as the sign-in library defines them. */
const handle = handler<Params>((request) => handleAuth(request))

export { handle as GET, handle as POST }
