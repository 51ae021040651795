import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import type { PublicSite } from '@/contract/sites/site-settings'

/** What the server writes into the frame's page. */
export type FrameSettings = { site: PublicSite; endpoint: RealtimeEndpoint }

/** The settings in this page. @throws when the page has none, which no page of ours does */
export function readFrameSettings(): FrameSettings {
  const text = document.getElementById('porchlight-settings')?.textContent ?? ''
  return JSON.parse(text) as FrameSettings
}
