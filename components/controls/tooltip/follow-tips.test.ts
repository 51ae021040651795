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
  it('waits until the pointer rests, and is ready by then', () => {
    point('#one svg')
    expect(wanted).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(499)
    expect(shown).toEqual([])
    vi.advanceTimersByTime(1)
    expect(shown).toEqual(['one'])
  })

  it('shows none for a pointer that only passes', () => {
    point('#one')
    vi.advanceTimersByTime(300)
    point('#plain')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual([])
  })

  it('goes soon after the pointer, and shows the next at once', () => {
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

  it('stays while the pointer rests on it', () => {
    point('#one')
    vi.advanceTimersByTime(500)
    point('#plain')
    point('#tip')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual(['one'])
  })

  it.each(['pointerdown', 'scroll', 'keydown'])(
    'goes at a %s, and comes back once its element was left',
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

  it('leaves Escape to the tooltip, which asks to be taken away', () => {
    point('#one')
    vi.advanceTimersByTime(500)
    press('Escape')
    expect(shown).toEqual(['one'])
    follower.dismiss()
    expect(shown).toEqual(['one', null])
  })

  it('follows the keyboard’s focus at once, and not one that a script moves', () => {
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

  it('shows none to a finger', () => {
    point('#one', 'touch')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual([])
    expect(wanted).not.toHaveBeenCalled()
  })

  it('has nothing to say after it was stopped', () => {
    point('#one')
    follower.stop()
    vi.advanceTimersByTime(5_000)
    point('#two')
    vi.advanceTimersByTime(5_000)
    expect(shown).toEqual([])
  })
})
