// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { Draft } from './draft'
import { DraftStore, draftKeys } from './draft-store'
import { forgetDraft, readDraft } from './drafts'

const storage = createBrowserStorage(localStorage)
let stops: (() => void)[] = []

beforeEach(() => localStorage.clear())
afterEach(() => {
  for (const stop of stops) stop()
  stops = []
})

it('F17 sent in one tab, goes from the other', () => {
  const first = open('1')
  first.type('my order number is 4711')
  const second = open('2')
  expect(second.text()).toBe('my order number is 4711')

  second.send()

  expect([first.text(), second.text()]).toEqual(['', ''])
  first.close()
  expect(open('1').text()).toBe('')
})

it('F17 another tab’s typing and deleting takes nothing away', () => {
  const second = open('2')
  const first = open('1')
  first.type('my order number is 4711')

  second.type('x')
  second.type('')
  expect(first.text()).toBe('my order number is 4711')
  first.close()

  expect(open('1').text()).toBe('my order number is 4711')
})

it('stays empty where it was emptied, whatever another tab holds', () => {
  const first = open('1')
  first.type('4711')
  const second = open('2')
  second.type('')
  expect(second.text()).toBe('')
  first.type('47112')
  expect([first.text(), second.text()]).toEqual(['47112', ''])
})

it('continued and sent in another tab, it is not sent again', () => {
  const first = open('1')
  first.type('my order')
  const second = open('2')
  second.type('my order is 4711')
  expect(first.text()).toBe('my order')
  second.send()
  expect([first.text(), second.text()]).toEqual(['', ''])
})

it('leaves what else was typed in another tab', () => {
  const first = open('1')
  const second = open('2')
  first.type('one')
  second.type('two')
  second.send()
  expect([first.text(), second.text()]).toEqual(['one', ''])
})

it('follows the other tab until something is typed here', () => {
  const second = open('2')
  const first = open('1')
  first.type('4')
  expect(second.text()).toBe('4')
  first.type('47')
  expect(second.text()).toBe('47')
  second.type('471')
  first.type('0')
  expect([first.text(), second.text()]).toEqual(['0', '471'])
})

it('a tab that slept while it was sent elsewhere empties when it wakes up', () => {
  const first = open('1')
  first.type('4711')
  first.close()
  const second = open('2')
  second.send()

  expect(open('1').text()).toBe('')
})

it('shows the newest in a new tab, and the older one once that was sent', () => {
  const first = open('1')
  first.type('older')
  first.close()
  new DraftStore('visitor', storage, '2').write('newer', Date.now() + 1_000)

  const third = open('3')
  expect(third.text()).toBe('newer')
  third.send()
  third.close()
  expect(open('4').text()).toBe('older')
})

it('does not come back after it was emptied, once the tab it was of is closed', () => {
  const first = open('1')
  first.type('never mind')
  first.close()
  const second = open('2')
  second.type('')
  second.close()
  expect(open('3').text()).toBe('')
})

it('survives that all site data is deleted while it is in the field', () => {
  const first = open('1')
  first.type('4711')
  localStorage.clear()
  window.dispatchEvent(new StorageEvent('storage', { key: null }))
  first.close()
  expect(open('1').text()).toBe('4711')
})

it('keeps conversations apart whose keys begin alike', () => {
  open('1', 'agent:ada:c1').type('one')
  open('1', 'agent:ada:c10').type('ten')
  expect(readDraft('agent:ada:c1', storage)).toBe('one')
  expect(draftKeys('agent:ada:', storage).sort()).toEqual(['agent:ada:c1', 'agent:ada:c10'])
})

describe('what is in the storage', () => {
  it('may be of version 0.1.0', () => {
    localStorage.setItem('porchlight:draft:visitor', '{"text":"as typed"}')
    const tab = open('1')
    expect(tab.text()).toBe('{"text":"as typed"}')
    tab.send()
    expect(localStorage.length).toBe(0)
  })

  it.each(['', '{', 'null', '7', '{"text":7,"at":1}', '{"text":"x"}', '[]'])('may be broken: %j', (value) => {
    localStorage.setItem('porchlight:draft:visitor#2', value)
    expect(open('1').text()).toBe('')
  })

  it('is forgotten for all tabs together', () => {
    const first = open('1')
    first.type('secret')
    const second = open('2')
    second.type('secret too')
    forgetDraft('visitor', storage)
    announce()
    expect([first.text(), second.text()]).toEqual(['', ''])
    expect(JSON.stringify({ ...localStorage })).not.toContain('secret')
  })
})

/** A tab with the field in it. All of them are in one window here, so that each hears of its own changes, too. */
function open(tab: string, key = 'visitor') {
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
  return {
    text: () => shown,
    type(text: string) {
      draft.type(text)
      announce()
    },
    send() {
      draft.sent(shown)
      announce()
    },
    close: stop,
  }
}

/** What browsers tell the other tabs. Some answer with a change of their own. */
function announce() {
  for (let before = ''; before !== JSON.stringify({ ...localStorage }); ) {
    before = JSON.stringify({ ...localStorage })
    for (const key of ['visitor#1', 'visitor#2', 'visitor#3']) {
      window.dispatchEvent(new StorageEvent('storage', { key: `porchlight:draft:${key}` }))
    }
  }
}
