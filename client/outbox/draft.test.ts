// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { slowStorage } from '@/client/testing/slow-storage'
import { Draft } from './draft'
import { DraftStore, draftKeys } from './draft-store'
import { forgetDraft, putBack, readDraft, writeDraft } from './drafts'

const storage = createBrowserStorage(localStorage)
let stops: (() => void)[] = []

beforeEach(() => localStorage.clear())
afterEach(() => {
  for (const stop of stops) stop()
  stops = []
})

it('F17 a draft sent in one tab is cleared in the other', async () => {
  const first = await open('1')
  await first.type('my order number is 4711')
  const second = await open('2')
  expect(second.text()).toBe('my order number is 4711')

  await second.send()

  expect([first.text(), second.text()]).toEqual(['', ''])
  first.close()
  expect((await open('1')).text()).toBe('')
})

it('F17 typing and deleting in another tab changes nothing here', async () => {
  const second = await open('2')
  const first = await open('1')
  await first.type('my order number is 4711')

  await second.type('x')
  await second.type('')
  expect(first.text()).toBe('my order number is 4711')
  first.close()

  expect((await open('1')).text()).toBe('my order number is 4711')
})

it('stays empty where it was cleared, whatever another tab has', async () => {
  const first = await open('1')
  await first.type('4711')
  const second = await open('2')
  await second.type('')
  expect(second.text()).toBe('')
  await first.type('47112')
  expect([first.text(), second.text()]).toEqual(['47112', ''])
})

it('is not sent again after it was continued and sent in another tab', async () => {
  const first = await open('1')
  await first.type('my order')
  const second = await open('2')
  await second.type('my order is 4711')
  expect(first.text()).toBe('my order')
  await second.send()
  expect([first.text(), second.text()]).toEqual(['', ''])
})

it('leaves a different draft in another tab alone', async () => {
  const first = await open('1')
  const second = await open('2')
  await first.type('one')
  await second.type('two')
  await second.send()
  expect([first.text(), second.text()]).toEqual(['one', ''])
})

it('follows another tab until something is typed here', async () => {
  const second = await open('2')
  const first = await open('1')
  await first.type('4')
  expect(second.text()).toBe('4')
  await first.type('47')
  expect(second.text()).toBe('47')
  await second.type('471')
  await first.type('0')
  expect([first.text(), second.text()]).toEqual(['0', '471'])
})

it('is cleared on wake-up in a tab that slept while it was sent elsewhere', async () => {
  const first = await open('1')
  await first.type('4711')
  first.close()
  const second = await open('2')
  await second.send()

  expect((await open('1')).text()).toBe('')
})

it('shows the newest draft in a new tab, and the older one once that is sent', async () => {
  const first = await open('1')
  await first.type('older')
  first.close()
  await new DraftStore('visitor', storage, '2').write('newer', Date.now() + 1_000)

  const third = await open('3')
  expect(third.text()).toBe('newer')
  await third.send()
  third.close()
  expect((await open('4')).text()).toBe('older')
})

it('does not come back after it was cleared and its tab was closed', async () => {
  const first = await open('1')
  await first.type('never mind')
  first.close()
  const second = await open('2')
  await second.type('')
  second.close()
  expect((await open('3')).text()).toBe('')
})

it('survives the deletion of all site data while it is in the field', async () => {
  const first = await open('1')
  await first.type('4711')
  localStorage.clear()
  window.dispatchEvent(new StorageEvent('storage', { key: null }))
  await settled()
  first.close()
  expect((await open('1')).text()).toBe('4711')
})

it('separates conversations whose keys have a common prefix', async () => {
  await (await open('1', 'agent:ada:c1')).type('one')
  await (await open('1', 'agent:ada:c10')).type('ten')
  expect(await readDraft('agent:ada:c1', storage)).toBe('one')
  expect((await draftKeys('agent:ada:', storage)).sort()).toEqual(['agent:ada:c1', 'agent:ada:c10'])
})

describe('before storage has been read,', () => {
  const slow = slowStorage(storage, 20)

  it('the field is empty, then shows the stored text', async () => {
    await new DraftStore('visitor', storage, '1').write('my order')
    const shown = show('1')
    expect([...shown]).toEqual([])
    await answered()
    expect([...shown]).toEqual(['my order'])
  })

  it('typed text is stored immediately, and stays after an earlier page’s', async () => {
    await new DraftStore('visitor', storage, '1').write('my order')
    const shown = show('1')
    shown.draft.type('i')
    shown.draft.type('is')
    expect(localStorage.getItem('porchlight:draft:visitor#1')).toContain('"is"')
    await answered()
    expect(shown.at(-1)).toBe('my order\nis')
    expect(await readDraft('visitor', storage)).toBe('my order\nis')
  })

  it('typed text neither replaces another tab’s nor is replaced by it', async () => {
    await new DraftStore('visitor', storage, '2').write('over there')
    const shown = show('1')
    shown.draft.type('here')
    await answered()
    expect(shown.at(-1)).toBe('here')
    expect((await new DraftStore('visitor', storage, '2').own())?.text).toBe('over there')
  })

  it('typing continues while another tab’s change is being read', async () => {
    const shown = show('1')
    await answered()
    window.dispatchEvent(new StorageEvent('storage', { key: 'porchlight:draft:visitor#2' }))
    shown.draft.type('I type')
    await answered()
    expect(shown.at(-1)).toBe('I type')
  })

  it('sent text does not come back, and text typed next stays', async () => {
    const shown = show('1')
    shown.draft.type('Hello?')
    shown.draft.sent('Hello?')
    shown.draft.type('Hello?')
    await answered()
    expect(shown.at(-1)).toBe('Hello?')
    expect(await readDraft('visitor', storage)).toBe('Hello?')
  })

  function show(tab: string) {
    const texts: string[] = []
    const draft = new Draft('visitor', { storage: slow, tab, onChange: (text) => texts.push(text) })
    stops.push(draft.start())
    return Object.assign(texts, { draft })
  }
  const answered = () => new Promise((resolve) => setTimeout(resolve, 150))
})

describe('a text that could not be sent', () => {
  it('is put back before what is typed, in the field that shows it', async () => {
    const tab = await open('1')
    await tab.type('and more')
    await putBack('visitor', 'Hello', storage)
    expect(tab.text()).toBe('Hello\nand more')
  })

  it('W-08 is shown by a field that mounts while storage is being read', async () => {
    const returned = putBack('visitor', 'Hello', slowStorage(storage, 20))
    const tab = await open('1')
    await returned
    expect(tab.text()).toBe('Hello')
    await tab.type('Hello and more')
    expect(await readDraft('visitor', storage)).toBe('Hello and more')
  })

  it('is stored if no field shows it', async () => {
    await writeDraft('visitor', 'and more', storage)
    await putBack('visitor', 'Hello', storage)
    expect(await readDraft('visitor', storage)).toBe('Hello\nand more')
  })
})

describe('a stored draft', () => {
  it('may be from version 0.1.0', async () => {
    localStorage.setItem('porchlight:draft:visitor', '{"text":"as typed"}')
    const tab = await open('1')
    expect(tab.text()).toBe('{"text":"as typed"}')
    await tab.send()
    expect(localStorage.length).toBe(0)
  })

  it.each(['', '{', 'null', '7', '{"text":7,"at":1}', '{"text":"x"}', '[]'])(
    'may be broken: %j',
    async (value) => {
      localStorage.setItem('porchlight:draft:visitor#2', value)
      expect((await open('1')).text()).toBe('')
    },
  )

  it('is deleted for all tabs', async () => {
    const first = await open('1')
    await first.type('secret')
    const second = await open('2')
    await second.type('secret too')
    await forgetDraft('visitor', storage)
    await announce()
    expect([first.text(), second.text()]).toEqual(['', ''])
    expect(JSON.stringify({ ...localStorage })).not.toContain('secret')
  })
})

/** A tab with the field. All tabs are in one window here, so each also receives its own changes. */
async function open(tab: string, key = 'visitor') {
  let shown = ''
  const draft = new Draft(key, {
    storage,
    tab,
    onChange: (text) => {
      shown = text
    },
  })
  const stop = draft.start()
  stops.push(stop)
  await settled()
  return {
    text: () => shown,
    async type(text: string) {
      draft.type(text)
      await announce()
    },
    async send() {
      draft.sent(shown)
      await announce()
    },
    close: stop,
  }
}

/** Dispatches the storage events that browsers send to other tabs. Some tabs respond with changes of their own. */
async function announce() {
  await settled()
  for (let before = ''; before !== JSON.stringify({ ...localStorage }); ) {
    before = JSON.stringify({ ...localStorage })
    for (const key of ['visitor#1', 'visitor#2', 'visitor#3']) {
      window.dispatchEvent(new StorageEvent('storage', { key: `porchlight:draft:${key}` }))
      await settled()
    }
  }
}

/** Resolves once all storage reads have completed. */
function settled() {
  return new Promise((resolve) => setTimeout(resolve))
}
