// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followTips, type TipFollower } from './follow-tips'

const shown: (string | null)[] = []
const wanted = vi.fn()
let follower: TipFollower

beforeEach(() => {
  vi.useFakeTimers()
  shown.length = 0
  wanted.mockClear()
  document.body.innerHTML = `<button id="one" data-tip><svg></svg></button><button id="two" data-tip></button>
    <button id="plain"></button><div id="tip" data-tip-text></div>`
  follower = followTips((element) => shown.push(element?.id ?? null), wanted)
})
afterEach(() => {
  follower.stop()
  vi.useRealTimers()
})

const find = (selector: string) => document.querySelector<HTMLElement>(selector) as HTMLElement

function point(selector: string, pointerType = 'mouse') {
  const event = new Event('pointerover', { bubbles: true })
  find(selector).dispatchEvent(Object.assign(event, { pointerType }))
}
function press(key: string) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
}

describe('followTips', () => {
  it('waits until the pointer rests, and preloads meanwhile', () => {
    point('#one svg')
    expect(wanted).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(499)
    expect(shown).toEqual([])
    vi.advanceTimersByTime(1)
    expect(shown).toEqual(['one'])
  })

  it('shows none while the pointer just passes', () => {
    point('#one')
    vi.advanceTimersByTime(300)
    point('#plain')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual([])
  })

  it('hides soon after the pointer leaves, and shows the next at once', () => {
    point('#one')
    vi.advanceTimersByTime(500)
    point('#plain')
    vi.advanceTimersByTime(150)
    point('#two')
    expect(shown).toEqual(['one', null, 'two'])
    vi.advanceTimersByTime(5_000)
    point('#plain')
    vi.advanceTimersByTime(1_000)
    point('#one')
    expect(shown).toEqual(['one', null, 'two', null])
  })

  it('stays while the pointer is on the tooltip itself', () => {
    point('#one')
    vi.advanceTimersByTime(500)
    point('#plain')
    point('#tip')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual(['one'])
  })

  it.each(['pointerdown', 'scroll', 'keydown'])(
    'hides on %s, and shows again only after the pointer has left its element',
    (type) => {
      point('#one')
      vi.advanceTimersByTime(500)
      document.body.dispatchEvent(
        type === 'keydown'
          ? new KeyboardEvent(type, { key: 'x', bubbles: true })
          : new Event(type, { bubbles: true }),
      )
      point('#one svg')
      vi.advanceTimersByTime(5_000)
      expect(shown).toEqual(['one', null])
      point('#plain')
      point('#one')
      vi.advanceTimersByTime(500)
      expect(shown).toEqual(['one', null, 'one'])
    },
  )

  it('leaves Escape to the tooltip, which dismisses itself', () => {
    point('#one')
    vi.advanceTimersByTime(500)
    press('Escape')
    expect(shown).toEqual(['one'])
    follower.dismiss()
    expect(shown).toEqual(['one', null])
  })

  it('follows keyboard focus at once, but not focus moved by a script', () => {
    press('Tab')
    find('#one').focus()
    expect(shown).toEqual(['one'])
    press('Tab')
    find('#plain').focus()
    expect(shown).toEqual(['one', null])
    press('Enter')
    find('#two').focus()
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual(['one', null])
  })

  it('ignores touch', () => {
    point('#one', 'touch')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual([])
    expect(wanted).not.toHaveBeenCalled()
  })

  it('does nothing after it is stopped', () => {
    point('#one')
    follower.stop()
    vi.advanceTimersByTime(5_000)
    point('#two')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual([])
  })
})
