import { createRoot } from 'react-dom/client'
import { connectFrameHost } from '@/client/visitor/host/frame-host'
import { hasVisited } from '@/client/visitor/visitor-memory'
import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import './frame.css'
// Of a part that is imported later: the page begins with one stylesheet.
import '@/components/visitor/message-preview.module.css'
import './preview-card.module.css'
import { applyAppearance } from './appearance'
import { FrameChat } from './frame-chat'
import { loadLinks } from './links'
import { readFrameSettings } from './site'

/** The page in the frame: waits for the page around it, then draws the chat. */
async function start(): Promise<void> {
  const settings = readFrameSettings()
  applyAppearance(settings.site.settings)
  // Listens from here on, before the page's `load` event: the page around it connects then.
  const host = await connectFrameHost(settings.site.key, settings.site.settings.locale)
  // A history has links; an empty chat has none, and must not wait.
  const links = loadLinks()
  if (await hasVisited(host.storage)) await links
  const place = document.createElement('div')
  document.body.append(place)
  createRoot(place).render(<FrameChat {...settings} host={host} />)
}

void start()
