// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PageVersion } from './page-version'

const reload = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
  document.body.innerHTML = ''
  reload.mockClear()
})
afterEach(() => vi.useRealTimers())

/** A page of the build `old`, in a tab that may have shown another page before. */
function page({ build = 'old', tabStorage = () => sessionStorage } = {}) {
  return new PageVersion({ build, reload, tabStorage })
}

/** Longer than the spread of reloads and the idle time together. */
const LONG = 20_000

describe('a page of an older build', () => {
  it('reloads within ten seconds, once', () => {
    const version = page()
    for (let answer = 0; answer < 30; answer += 1) {
      version.noteBuild('new')
      vi.advanceTimersByTime(1_000)
    }
    expect(reload).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(LONG)
    expect(reload).toHaveBeenCalledOnce()
  })

  it('reloads once per build in the same tab', () => {
    page().noteBuild('new')
    vi.advanceTimersByTime(LONG)
    // A cache served the old page again.
    const again = page()
    again.noteBuild('new')
    again.noteRefusal()
    vi.advanceTimersByTime(LONG)
    expect(reload).toHaveBeenCalledTimes(1)
    again.noteBuild('newer')
    vi.advanceTimersByTime(LONG)
    expect(reload).toHaveBeenCalledTimes(2)
  })

  it('reloads at most twice while servers of two builds alternate', () => {
    for (const build of ['old', 'new', 'old', 'new', 'old']) {
      page({ build }).noteBuild(build === 'old' ? 'new' : 'old')
      vi.advanceTimersByTime(LONG)
    }
    expect(reload).toHaveBeenCalledTimes(2)
  })

  it('does not reload in a tab without storage', () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError')
    }
    const forgetful = () => ({ getItem: () => null, setItem: () => {} }) as unknown as Storage
    for (const tabStorage of [refuse, forgetful]) page({ tabStorage }).noteBuild('new')
    vi.advanceTimersByTime(LONG)
    expect(reload).not.toHaveBeenCalled()
  })

  it('stays when the old build responds again', () => {
    const version = page()
    version.noteBuild('new')
    version.noteBuild('old')
    vi.advanceTimersByTime(LONG)
    expect(reload).not.toHaveBeenCalled()
  })
})

it.each([
  ['old', 'old'],
  ['old', null],
  ['old', ''],
  ['old', 'x'.repeat(65)],
  ['old', 'new, old'],
  ['old', 'development'],
  ['development', 'new'],
])('a page of the build %s stays when a response names the build %j', (build, named) => {
  page({ build }).noteBuild(named)
  vi.advanceTimersByTime(LONG)
  expect(reload).not.toHaveBeenCalled()
})

describe('a reload waits', () => {
  const write = (field: HTMLElement | null, text: string) => {
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = text
    else if (field) field.textContent = text
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  }

  it.each(['<textarea></textarea>', '<input>', '<input type="password">', '<p contenteditable></p>'])(
    'while something is typed in %s',
    (html) => {
      document.body.innerHTML = html
      const version = page()
      version.noteBuild('new')
      write(document.body.firstElementChild as HTMLElement, 'half a word')
      vi.advanceTimersByTime(LONG)
      expect(reload).not.toHaveBeenCalled()
      write(document.body.firstElementChild as HTMLElement, '')
      vi.advanceTimersByTime(LONG)
      expect(reload).toHaveBeenCalledOnce()
    },
  )

  it('while the page is in use, but not for prefilled text or a checked box', () => {
    document.body.innerHTML = '<input value="Ada"><input type="checkbox">'
    const version = page()
    version.noteBuild('new')
    document.querySelector('[type=checkbox]')?.dispatchEvent(new Event('input', { bubbles: true }))
    for (let second = 0; second < 20; second += 1) {
      document.dispatchEvent(new Event(second % 2 === 0 ? 'keydown' : 'pointerdown'))
      vi.advanceTimersByTime(1_000)
    }
    expect(reload).not.toHaveBeenCalled()
    vi.advanceTimersByTime(6_000)
    expect(reload).toHaveBeenCalledOnce()
  })

  it.each(['<dialog open></dialog>', '<div role="dialog"></div>'])(
    'while a dialog is open, unless the server refuses the page: %s',
    (dialog) => {
      document.body.innerHTML = dialog
      const version = page()
      version.noteBuild('new')
      vi.advanceTimersByTime(LONG)
      expect(reload).not.toHaveBeenCalled()
      version.noteRefusal()
      vi.advanceTimersByTime(LONG)
      expect(reload).toHaveBeenCalledOnce()
    },
  )

  it('while a hold requires it; the hold learns whether the page is refused', () => {
    const version = page()
    const letGo = version.hold((isRefused) => !isRefused)
    version.hold(() => document.title === 'typing')
    document.title = 'typing'
    version.noteBuild('new')
    vi.advanceTimersByTime(LONG)
    document.title = ''
    vi.advanceTimersByTime(LONG)
    expect(reload).not.toHaveBeenCalled()
    letGo()
    vi.advanceTimersByTime(LONG)
    expect(reload).toHaveBeenCalledOnce()
  })
})

it('reloads once if refused by a server that does not name its build', () => {
  for (let load = 0; load < 3; load += 1) {
    page().noteRefusal()
    vi.advanceTimersByTime(LONG)
  }
  expect(reload).toHaveBeenCalledOnce()
})

it('a missing script alone does not make a page outdated', () => {
  const version = page()
  version.noteBuild('old')
  version.noteMissingScript()
  vi.advanceTimersByTime(LONG)
  expect(reload).not.toHaveBeenCalled()
})
