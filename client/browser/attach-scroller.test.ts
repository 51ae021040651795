// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { attachScroller } from './attach-scroller'

const ROW_PX = 100
const VIEW_PX = 300

/** A log of rows with a simulated layout, because jsdom has none. */
function createLog(count: number) {
  const log = document.createElement('div')
  const content = document.createElement('div')
  log.append(content)
  let scrollTop = 0
  const scrollHeight = () => content.children.length * ROW_PX
  Object.defineProperties(log, {
    clientHeight: { get: () => VIEW_PX },
    scrollHeight: { get: scrollHeight },
    scrollTop: {
      get: () => scrollTop,
      set: (value: number) => {
        scrollTop = Math.min(Math.max(value, 0), scrollHeight() - VIEW_PX)
      },
    },
  })
  log.getBoundingClientRect = () => new DOMRect(0, 0, 400, VIEW_PX)
  const createRow = (id: string) => {
    const row = document.createElement('div')
    row.dataset.id = id
    row.getBoundingClientRect = () =>
      new DOMRect(0, [...content.children].indexOf(row) * ROW_PX - scrollTop, 400, ROW_PX)
    return row
  }
  for (let index = 0; index < count; index += 1) content.append(createRow(`row ${index}`))
  const distanceToBottom = () => scrollHeight() - scrollTop - VIEW_PX
  return { log, content, createRow, distanceToBottom }
}

beforeEach(() => {
  vi.stubGlobal('CSS', { escape: (text: string) => text })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
})

describe('a message between the reader’s scroll and its scroll event', () => {
  it('does not take the reader back to the bottom', () => {
    const { log, content, createRow, distanceToBottom } = createLog(20)
    const scroller = attachScroller(log, content, () => {})
    expect(distanceToBottom()).toBe(0)

    log.scrollTop -= 700
    content.append(createRow('new'))
    scroller.settle()
    expect(distanceToBottom()).toBe(800)
    expect(scroller.isPinned()).toBe(false)
  })

  it('does not undo the scrolling of a reader further up', () => {
    const { log, content, createRow } = createLog(20)
    const scroller = attachScroller(log, content, () => {})
    log.scrollTop = 800
    log.dispatchEvent(new Event('scroll'))

    log.scrollTop = 650
    content.append(createRow('new'))
    scroller.settle()
    expect(log.scrollTop).toBe(650)

    content.prepend(createRow('older'))
    scroller.settle()
    expect(log.scrollTop).toBe(750)
  })
})

it('stays at the bottom when a message arrives while the reader is there', () => {
  const { log, content, createRow, distanceToBottom } = createLog(20)
  const scroller = attachScroller(log, content, () => {})
  content.append(createRow('new'))
  scroller.settle()
  expect(distanceToBottom()).toBe(0)
})
