import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { realtimeService } from './service'

/** Where this page's browser finds the realtime service. */
export function realtimeEndpoint(): RealtimeEndpoint {
  return realtimeService().browser
}
