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

it('F17 sent in one tab, goes from the other', async () => {
  const first = await open('1')
  await first.type('my order number is 4711')
  const second = await open('2')
  expect(second.text()).toBe('my order number is 4711')

  await second.send()

  expect([first.text(), second.text()]).toEqual(['', ''])
  first.close()
  expect((await open('1')).text()).toBe('')
})

it('F17 another tab’s typing and deleting takes nothing away', async () => {
  const second = await open('2')
  const first = await open('1')
  await first.type('my order number is 4711')

  await second.type('x')
  await second.type('')
  expect(first.text()).toBe('my order number is 4711')
  first.close()

  expect((await open('1')).text()).toBe('my order number is 4711')
})

it('stays empty where it was emptied, whatever another tab holds', async () => {
  const first = await open('1')
  await first.type('4711')
  const second = await open('2')
  await second.type('')
  expect(second.text()).toBe('')
  await first.type('47112')
  expect([first.text(), second.text()]).toEqual(['47112', ''])
})

it('continued and sent in another tab, it is not sent again', async () => {
  const first = await open('1')
  await first.type('my order')
  const second = await open('2')
  await second.type('my order is 4711')
  expect(first.text()).toBe('my order')
  await second.send()
  expect([first.text(), second.text()]).toEqual(['', ''])
})

it('leaves what else was typed in another tab', async () => {
  const first = await open('1')
  const second = await open('2')
  await first.type('one')
  await second.type('two')
  await second.send()
  expect([first.text(), second.text()]).toEqual(['one', ''])
})

it('follows the other tab until something is typed here', async () => {
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

it('a tab that slept while it was sent elsewhere empties when it wakes up', async () => {
  const first = await open('1')
  await first.type('4711')
  first.close()
  const second = await open('2')
  await second.send()

  expect((await open('1')).text()).toBe('')
})

it('shows the newest in a new tab, and the older one once that was sent', async () => {
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

it('does not come back after it was emptied, once the tab it was of is closed', async () => {
  const first = await open('1')
  await first.type('never mind')
  first.close()
  const second = await open('2')
  await second.type('')
  second.close()
  expect((await open('3')).text()).toBe('')
})

it('survives that all site data is deleted while it is in the field', async () => {
  const first = await open('1')
  await first.type('4711')
  localStorage.clear()
  window.dispatchEvent(new StorageEvent('storage', { key: null }))
  await settled()
  first.close()
  expect((await open('1')).text()).toBe('4711')
})

it('keeps conversations apart whose keys begin alike', async () => {
  await (await open('1', 'agent:ada:c1')).type('one')
  await (await open('1', 'agent:ada:c10')).type('ten')
  expect(await readDraft('agent:ada:c1', storage)).toBe('one')
  expect((await draftKeys('agent:ada:', storage)).sort()).toEqual(['agent:ada:c1', 'agent:ada:c10'])
})

describe('while the storage has not answered,', () => {
  const slow = slowStorage(storage, 20)

  it('the field is empty, then shows what is kept', async () => {
    await new DraftStore('visitor', storage, '1').write('my order')
    const shown = show('1')
    expect([...shown]).toEqual([])
    await answered()
    expect([...shown]).toEqual(['my order'])
  })

  it('what is typed is kept at once, and stays behind what an earlier page has left', async () => {
    await new DraftStore('visitor', storage, '1').write('my order')
    const shown = show('1')
    shown.draft.type('i')
    shown.draft.type('is')
    expect(localStorage.getItem('porchlight:draft:visitor#1')).toContain('"is"')
    await answered()
    expect(shown.at(-1)).toBe('my order\nis')
    expect(await readDraft('visitor', storage)).toBe('my order\nis')
  })

  it('what is typed replaces nothing of another tab’s, nor is replaced by it', async () => {
    await new DraftStore('visitor', storage, '2').write('over there')
    const shown = show('1')
    shown.draft.type('here')
    await answered()
    expect(shown.at(-1)).toBe('here')
    expect((await new DraftStore('visitor', storage, '2').own())?.text).toBe('over there')
  })

  it('typing goes on, whatever another tab’s changes have been asked about', async () => {
    const shown = show('1')
    await answered()
    window.dispatchEvent(new StorageEvent('storage', { key: 'porchlight:draft:visitor#2' }))
    shown.draft.type('I type')
    await answered()
    expect(shown.at(-1)).toBe('I type')
  })

  it('what is sent does not come back, and what is typed next stays', async () => {
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

describe('a text that was on its way', () => {
  it('comes back before what is typed, in the field that shows it', async () => {
    const tab = await open('1')
    await tab.type('and more')
    await putBack('visitor', 'Hello', storage)
    expect(tab.text()).toBe('Hello\nand more')
  })

  it('W-08 is shown by a field that appears while the storage is asked', async () => {
    const returned = putBack('visitor', 'Hello', slowStorage(storage, 20))
    const tab = await open('1')
    await returned
    expect(tab.text()).toBe('Hello')
    await tab.type('Hello and more')
    expect(await readDraft('visitor', storage)).toBe('Hello and more')
  })

  it('is kept where no field shows it', async () => {
    await writeDraft('visitor', 'and more', storage)
    await putBack('visitor', 'Hello', storage)
    expect(await readDraft('visitor', storage)).toBe('Hello\nand more')
  })
})

describe('what is in the storage', () => {
  it('may be of version 0.1.0', async () => {
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

  it('is forgotten for all tabs together', async () => {
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

/** A tab with the field in it. All of them are in one window here, so that each hears of its own changes, too. */
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

/** What browsers tell the other tabs. Some answer with a change of their own. */
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

/** Once every answer of the storage has come. */
function settled() {
  return new Promise((resolve) => setTimeout(resolve))
}
