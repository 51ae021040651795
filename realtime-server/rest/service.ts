import { demand } from '../auth/capability'
import type { Call, Reply } from './call'

/** GET /time: milliseconds since 1970, for everyone. */
export function time(call: Call): Reply {
  return { body: [call.apps.settings.clock.now()] }
}

/** GET /stats: we keep none. */
export function stats(call: Call): Reply {
  demand(call.identity().capability, 'stats', '*')
  return { body: [] }
}
