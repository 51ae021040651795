import { afterAll, vi } from 'vitest'
import { endFakes } from './end-fakes'

/**
 * The files share a process and its window, but each file loads our modules again: what these remember, and what the page and its
 * storage hold, ends with the file. Hooks run in reverse order, so this one comes after the file's.
 */
afterAll(() => {
  endFakes()
  vi.resetModules()
  localStorage.clear()
  sessionStorage.clear()
  document.head.replaceChildren()
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
  for (const element of [document.documentElement, document.body])
    for (const name of element.getAttributeNames()) element.removeAttribute(name)
})
