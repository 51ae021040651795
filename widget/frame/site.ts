import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import type { PublicSite } from '@/contract/sites/site-settings'

/** The settings that the server embeds in the frame's page. */
export type FrameSettings = { site: PublicSite; endpoint: RealtimeEndpoint }

/** Reads the embedded settings. @throws SyntaxError if the page has none */
export function readFrameSettings(): FrameSettings {
  const text = document.getElementById('porchlight-settings')?.textContent ?? ''
  return JSON.parse(text) as FrameSettings
}
