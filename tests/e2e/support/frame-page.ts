import { connectFrameHost } from '@/client/visitor/frame-host'
import type { VisitorHost } from '@/client/visitor/host'
import { pageContext } from '@/client/visitor/page-context'

/** What a test finds in the window of the framed page. */
export type FramedWindow = Window & {
  host?: VisitorHost
  pageContext: typeof pageContext
  /** What the host was asked by the page to be, in order. */
  openings: boolean[]
}

const framed = window as unknown as FramedWindow
framed.pageContext = pageContext
framed.openings = []

void connectFrameHost('pk_lamps').then((host) => {
  host.onOpenChange(() => framed.openings.push(host.isOpen()))
  framed.host = host
})
