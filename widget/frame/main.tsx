import { createRoot } from 'react-dom/client'
import { connectFrameHost } from '@/client/visitor/host/frame-host'
import { hasVisited } from '@/client/visitor/visitor-memory'
import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import './frame.css'
// Styles of lazily loaded parts, to bundle a single stylesheet.
import '@/components/visitor/message-preview.module.css'
import './preview-card.module.css'
import { applyAppearance } from './appearance'
import { FrameChat } from './frame-chat'
import { loadLinks } from './links'
import { readFrameSettings } from './site'

/** The frame's entry point: connects to the host page, then renders the chat. */
async function start(): Promise<void> {
  const settings = readFrameSettings()
  applyAppearance(settings.site.settings)
  // Listens from before this document's `load` event, on which the host page connects.
  const host = await connectFrameHost(settings.site.key, settings.site.settings.locale)
  // Only a chat with a history can contain links; an empty one need not wait.
  const links = loadLinks()
  if (await hasVisited(host.storage)) await links
  const place = document.createElement('div')
  document.body.append(place)
  createRoot(place).render(<FrameChat {...settings} host={host} />)
}

void start()
