import type { Call, Reply } from './call'

/** GET /time: milliseconds since 1970. No authentication. */
export function time(call: Call): Reply {
  return { body: [call.apps.settings.clock.now()] }
}
