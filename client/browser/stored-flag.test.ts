// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { createBrowserStorage } from './browser-storage'
import { StoredFlag } from './stored-flag'

beforeEach(() => localStorage.clear())

const flag = () => new StoredFlag('shortcuts-off', () => createBrowserStorage(localStorage))

it('survives a reload', async () => {
  flag().set(true)
  expect(await flag().read()).toBe(true)
  flag().set(false)
  expect(await flag().read()).toBe(false)
  expect(localStorage.length).toBe(0)
})

it('is null until the storage has been read, then notifies', async () => {
  localStorage.setItem('porchlight:shortcuts-off', '1')
  const one = flag()
  const listener = vi.fn()
  one.subscribe(listener)
  expect(one.getSnapshot()).toBeNull()
  await vi.waitFor(() => expect(one.getSnapshot()).toBe(true))
  expect(listener).toHaveBeenCalledOnce()
})

it('keeps the set value when an earlier read completes late', async () => {
  const one = flag()
  const read = one.read()
  one.set(true)
  expect(await read).toBe(true)
  expect(one.getSnapshot()).toBe(true)
})

it('follows other tabs', async () => {
  const one = flag()
  one.subscribe(() => {})
  await one.read()
  localStorage.setItem('porchlight:shortcuts-off', 'yes')
  window.dispatchEvent(new StorageEvent('storage', { key: 'porchlight:shortcuts-off', newValue: 'yes' }))
  await vi.waitFor(() => expect(one.getSnapshot()).toBe(true))
})
