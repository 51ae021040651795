// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowserStorage } from './browser-storage'

beforeEach(() => localStorage.clear())

const refuse = () => {
  throw new DOMException('no', 'SecurityError')
}

/** A storage with faults that can be repaired. */
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

describe('keeps values readable, and reports that they will not survive the page,', () => {
  it.each<[string, () => Storage]>([
    ['if accessing it throws', refuse],
    ['if it is missing', () => undefined as unknown as Storage],
    ['if writing throws', () => faulty({ setItem: refuse }).storage],
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

it('is not persistent without a storage', async () => {
  expect(await createBrowserStorage(null).isPersistent()).toBe(false)
})

it('does not claim to be persistent before the first attempt', async () => {
  expect(await createBrowserStorage(faulty({ setItem: refuse }).storage).isPersistent()).toBe(false)
  expect(await createBrowserStorage(localStorage).isPersistent()).toBe(true)
})

it('stores earlier values once there is room', async () => {
  const { storage: durable, mended } = faulty({ setItem: refuse })
  const storage = createBrowserStorage(durable)
  await storage.set('a', 'one')
  await storage.set('b', 'two')
  expect(await storage.isPersistent()).toBe(false)

  mended.isIt = true

  expect(await storage.isPersistent()).toBe(true)
  expect({ ...localStorage }).toEqual({ 'porchlight:a': 'one', 'porchlight:b': 'two' })
})

it('is not persistent while a large value still does not fit', async () => {
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

it('completes writes before the call returns, so that a page may be closed right after a keystroke', () => {
  const storage = createBrowserStorage(localStorage)
  void storage.set('draft', 'half a w')
  expect({ ...localStorage }).toEqual({ 'porchlight:draft': 'half a w' })
  void storage.remove('draft')
  expect(localStorage.length).toBe(0)
})

it('returns the value at the time of the call, whatever is written before the promise resolves', async () => {
  const storage = createBrowserStorage(localStorage)
  void storage.set('a', 'one')
  const answer = storage.get('a')
  void storage.set('a', 'two')
  expect(await answer).toBe('one')
})

it('separates namespaces, and reports other tabs’ changes only in its own', async () => {
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

it.each([
  ['stored', () => localStorage],
  ['only in memory', refuse],
])('reports a peer’s changes, and not its own, when values are %s', async (_, find) => {
  const storage = createBrowserStorage(find)
  const peer = storage.peer()
  const changes: unknown[] = []
  const stop = storage.subscribe((change) => changes.push(change))
  await storage.set('a', 'own')
  await peer.set('a', 'one')
  await peer.set('a', 'one')
  await peer.remove('a')
  await peer.remove('a')
  const set = peer.set('a', 'two')
  stop()
  await set
  expect(await storage.get('a')).toBe('two')
  expect(changes).toEqual([
    { key: 'a', oldValue: 'own', newValue: 'one' },
    { key: 'a', oldValue: 'one', newValue: null },
  ])
})
