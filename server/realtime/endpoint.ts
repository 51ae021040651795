import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { realtimeService } from './service'

/** Where browsers find the realtime service. */
export function realtimeEndpoint(): RealtimeEndpoint {
  return realtimeService().browser
}
