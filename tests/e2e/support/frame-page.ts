import { connectFrameHost } from '@/client/visitor/host/frame-host'
import type { VisitorHost } from '@/client/visitor/host/host'
import { pageContext } from '@/client/visitor/page-context'

/** What a test finds in the window of the framed page. */
export type FramedWindow = Window & {
  host?: VisitorHost
  pageContext: typeof pageContext
  /** What the host was asked by the page to be, in order. */
  openings: boolean[]
  /** How often the page spoke another language. */
  languageChanges: number
}

const framed = window as unknown as FramedWindow
framed.pageContext = pageContext
framed.openings = []
framed.languageChanges = 0

void connectFrameHost('pk_lamps', 'en').then((host) => {
  host.onOpenChange(() => framed.openings.push(host.isOpen()))
  host.onLanguagesChange(() => {
    framed.languageChanges += 1
  })
  framed.host = host
})
