// @vitest-environment jsdom
import { beforeAll, expect, it, vi } from 'vitest'
import { deskPage } from './desk-page'

beforeAll(() => {
  // jsdom does not implement this.
  HTMLElement.prototype.checkVisibility ??= () => true
})

it('does nothing to a conversation that the details cover', () => {
  document.body.innerHTML = `
    <section>
      <div role="log" tabindex="0"></div>
      <div data-composer="reply"><button data-mode="note">Note</button></div>
    </section>`
  const chosen = vi.fn()
  document.querySelector('button')?.addEventListener('click', chosen)
  const section = document.querySelector('section')

  section?.setAttribute('inert', '')
  expect(deskPage.focusLog()).toBe(false)
  expect(deskPage.focusComposer('note')).toBe(false)
  expect(chosen).not.toHaveBeenCalled()

  section?.removeAttribute('inert')
  expect(deskPage.focusLog()).toBe(true)
  expect(deskPage.focusComposer('note')).toBe(true)
  expect(chosen).toHaveBeenCalledTimes(1)
})
