// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TITLE_ALERT_MS } from '@/client/constants'
import { DraftStore } from '@/client/outbox/draft-store'
import { OutboxStore } from '@/client/outbox/outbox-store'
import { pageContext } from '../page-context'
import { createVisitorMemory, hasVisited } from '../visitor-memory'
import type { VisitorHost } from './host'

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  vi.resetModules()
})

/** The host of a page that has just been loaded. */
async function loadedHost(): Promise<VisitorHost> {
  const { createPageHost } = await import('./page-host')
  return createPageHost()
}

it('reports the page, and adds nothing to requests', async () => {
  window.history.replaceState(null, '', '/lamps?coupon=secret#top')
  document.title = 'Lamps'
  const { page, credential } = await loadedHost()
  expect(page()).toMatchObject({
    address: 'http://localhost:3000/lamps?coupon=secret#top',
    title: 'Lamps',
    referrer: '',
  })
  expect(pageContext(page())).toMatchObject({ pageUrl: 'http://localhost:3000/lamps' })
  expect([await credential.headers(), await credential.startHeaders()]).toEqual([{}, {}])
})

describe('data stored by version 0.1.0', () => {
  const item = JSON.stringify({
    content: 'not sent',
    clientMessageId: 'm1',
    order: 1,
    queuedAt: 'then',
    failed: false,
  })

  it('is moved once, to the current keys', async () => {
    localStorage.setItem('porchlight:visitor:conversation', 'c1')
    localStorage.setItem('porchlight:draft:visitor', 'half a word')
    localStorage.setItem('porchlight:draft:visitor#t1', '{"text":"another","at":1}')
    localStorage.setItem('porchlight:draft-begun:visitor', '3')
    localStorage.setItem('porchlight:outbox:visitor:m1', item)
    localStorage.setItem('porchlight:dismissed-preview', 'c1 4')
    sessionStorage.setItem('porchlight:open', 'yes')

    const { storage, tabStorage } = await loadedHost()

    expect(await hasVisited(storage)).toBe(true)
    expect(await createVisitorMemory(storage).conversationId()).toBe('c1')
    const drafts = await new DraftStore('visitor', storage, 't2').all()
    expect(drafts.map(({ text }) => text).sort()).toEqual(['another', 'half a word'])
    const outbox = new OutboxStore(storage, 'visitor')
    await outbox.refresh()
    expect(outbox.list()).toMatchObject([{ content: 'not sent' }])
    expect(await tabStorage.get('open')).toBe('yes')
    const left = [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
    expect(left.filter((name) => !name.startsWith('porchlight:default:'))).toEqual([])
  })

  it('of an agent stays where it is', async () => {
    const agents = {
      'porchlight:draft:agent:ada:c1#t1': '{"text":"Dear Vera","at":1}',
      'porchlight:outbox:agent:ada:c1:m1': item,
      'porchlight:agent': 'ada',
      'porchlight:chime-off': '1',
      'porchlight-theme': 'dark',
    }
    for (const [name, value] of Object.entries(agents)) localStorage.setItem(name, value)
    const { storage } = await loadedHost()
    await storage.get('visitor:conversation')
    expect({ ...localStorage }).toEqual(agents)
  })

  it('is replaced by newer data', async () => {
    localStorage.setItem('porchlight:visitor:conversation', 'old')
    localStorage.setItem('porchlight:default:visitor:conversation', 'new')
    const { storage } = await loadedHost()
    expect(await storage.get('visitor:conversation')).toBe('new')
    expect(localStorage.length).toBe(1)
  })

  it('stays where it is while there is no room under the new key', async () => {
    localStorage.setItem('porchlight:visitor:conversation', 'c1')
    const setItem = Storage.prototype.setItem
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, name, value) {
      if (name.startsWith('porchlight:default:')) throw new DOMException('full', 'QuotaExceededError')
      setItem.call(this, name, value)
    })
    await (await loadedHost()).storage.get('visitor:conversation')
    expect({ ...localStorage }).toEqual({ 'porchlight:visitor:conversation': 'c1' })
  })
})

describe('the title', () => {
  let hasFocus: boolean
  beforeEach(() => {
    vi.useFakeTimers()
    hasFocus = false
    vi.spyOn(document, 'hasFocus').mockImplementation(() => hasFocus)
    vi.stubGlobal('matchMedia', () => ({ matches: false }))
    document.title = 'Lamps'
  })
  afterEach(() => vi.useRealTimers())

  it('alternates with the count while the page is unwatched, and is restored by focus', async () => {
    const host = await loadedHost()
    host.alertTitle(3, 'New message')
    const seen = [document.title]
    for (let turn = 0; turn < 3; turn += 1) {
      vi.advanceTimersByTime(TITLE_ALERT_MS)
      seen.push(document.title)
    }
    expect(seen).toEqual(['(3) New message', 'Lamps', '(3) New message', 'Lamps'])
    vi.advanceTimersByTime(TITLE_ALERT_MS)
    hasFocus = true
    window.dispatchEvent(new Event('focus'))
    expect(document.title).toBe('Lamps')
    hasFocus = false
    window.dispatchEvent(new Event('blur'))
    expect(document.title).toBe('(3) New message')
    host.alertTitle(0, 'New message')
    expect(document.title).toBe('Lamps')
  })

  it('keeps a title that the page sets meanwhile', async () => {
    const host = await loadedHost()
    host.alertTitle(12, 'Neue Nachricht')
    document.title = 'Lanterns'
    vi.advanceTimersByTime(TITLE_ALERT_MS)
    expect(document.title).toBe('(9+) Neue Nachricht')
    host.alertTitle(0, 'New message')
    expect(document.title).toBe('Lanterns')
  })
})

it('reports the possible languages, and when the page’s changes', async () => {
  const host = await loadedHost()
  document.documentElement.lang = 'pt-PT'
  expect(host.languages()).toMatchObject({ asked: null, page: 'pt-PT', site: null })
  expect(host.languages().reader).toContain('en-US')
  const heard: (string | null)[] = []
  const stop = host.onLanguagesChange(() => heard.push(host.languages().page))
  document.documentElement.lang = 'he'
  await vi.waitFor(() => expect(heard).toEqual(['he']))
  stop()
  document.documentElement.lang = ''
  await Promise.resolve()
  expect(heard).toEqual(['he'])
})

it('is open or closed, and notifies listeners', async () => {
  const host = await loadedHost()
  const heard: boolean[] = []
  const stop = host.onOpenChange(() => heard.push(host.isOpen()))
  host.open()
  host.open()
  host.close()
  stop()
  host.open()
  expect(heard).toEqual([true, false])
})
