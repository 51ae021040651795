// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowserStorage } from './browser-storage'

beforeEach(() => localStorage.clear())

const refuse = () => {
  throw new DOMException('no', 'SecurityError')
}

/** A storage that refuses some things until it is mended. */
function faulty(faults: Partial<Storage>) {
  const mended = { isIt: false }
  const storage = new Proxy(localStorage, {
    get: (target, name) => {
      const fault = mended.isIt ? undefined : faults[name as keyof Storage]
      const value = fault ?? Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
    ownKeys: (target) => (faults.key && !mended.isIt ? refuse() : Reflect.ownKeys(target)),
  })
  return { storage, mended }
}

describe('keeps everything readable, and says that it is lost with the page,', () => {
  it.each<[string, () => Storage]>([
    ['when looking at it throws', refuse],
    ['when it is not there', () => undefined as unknown as Storage],
    ['when writing throws', () => faulty({ setItem: refuse }).storage],
    [
      'when everything throws',
      () => faulty({ getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse }).storage,
    ],
  ])('%s', async (_, find) => {
    const storage = createBrowserStorage(find)
    expect(await storage.set('a', 'one')).toBe(false)
    expect(await storage.get('a')).toBe('one')
    expect(await storage.keys('')).toEqual(['a'])
    expect(await storage.isPersistent()).toBe(false)
    await storage.remove('a')
    expect(await storage.get('a')).toBeNull()
  })
})

it('is not persistent where there is nothing', async () => {
  expect(await createBrowserStorage(null).isPersistent()).toBe(false)
})

it('does not say that it works before it was tried', async () => {
  expect(await createBrowserStorage(faulty({ setItem: refuse }).storage).isPersistent()).toBe(false)
  expect(await createBrowserStorage(localStorage).isPersistent()).toBe(true)
})

it('keeps what it could not keep before, once there is room', async () => {
  const { storage: durable, mended } = faulty({ setItem: refuse })
  const storage = createBrowserStorage(durable)
  await storage.set('a', 'one')
  await storage.set('b', 'two')
  expect(await storage.isPersistent()).toBe(false)

  mended.isIt = true

  expect(await storage.isPersistent()).toBe(true)
  expect({ ...localStorage }).toEqual({ 'porchlight:a': 'one', 'porchlight:b': 'two' })
})

it('does not call itself persistent while something big still has no room', async () => {
  const { storage: durable } = faulty({
    setItem(key: string, value: string) {
      if (value.length > 100) throw new DOMException('full', 'QuotaExceededError')
      localStorage.setItem(key, value)
    },
  })
  const storage = createBrowserStorage(durable)
  await storage.set('big', 'x'.repeat(1_000))
  await storage.set('small', 'x')
  expect(await storage.isPersistent()).toBe(false)
  expect(await storage.get('big')).toHaveLength(1_000)
})

it('has written when the call returns, so that a page may be closed right after a keystroke', () => {
  const storage = createBrowserStorage(localStorage)
  void storage.set('draft', 'half a w')
  expect({ ...localStorage }).toEqual({ 'porchlight:draft': 'half a w' })
  void storage.remove('draft')
  expect(localStorage.length).toBe(0)
})

it('answers as of the moment it was asked, whatever was written before the answer came', async () => {
  const storage = createBrowserStorage(localStorage)
  void storage.set('a', 'one')
  const answer = storage.get('a')
  void storage.set('a', 'two')
  expect(await answer).toBe('one')
})

it('keeps namespaces apart, and tells of other tabs’ changes in its own', async () => {
  const one = createBrowserStorage(localStorage, 'porchlight:one:')
  const two = createBrowserStorage(localStorage, 'porchlight:two:')
  await one.set('a', '1')
  expect([await two.get('a'), await two.keys('')]).toEqual([null, []])
  const changes: unknown[] = []
  const stop = one.subscribe(({ key, newValue }) => changes.push([key, newValue]))
  for (const key of ['porchlight:two:a', 'porchlight:one:a', null])
    window.dispatchEvent(new StorageEvent('storage', { key, newValue: '2' }))
  stop()
  window.dispatchEvent(new StorageEvent('storage', { key: 'porchlight:one:a' }))
  expect(changes).toEqual([
    ['a', '2'],
    [null, '2'],
  ])
})
