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
  ])('%s', (_, find) => {
    const storage = createBrowserStorage(find)
    expect(storage.set('porchlight:a', 'one')).toBe(false)
    expect(storage.get('porchlight:a')).toBe('one')
    expect(storage.keys('porchlight:')).toEqual(['porchlight:a'])
    expect(storage.isPersistent()).toBe(false)
    storage.remove('porchlight:a')
    expect(storage.get('porchlight:a')).toBeNull()
  })
})

it('is not persistent where there is nothing', () => {
  expect(createBrowserStorage(null).isPersistent()).toBe(false)
})

it('does not say that it works before it was tried', () => {
  expect(createBrowserStorage(faulty({ setItem: refuse }).storage).isPersistent()).toBe(false)
  expect(createBrowserStorage(localStorage).isPersistent()).toBe(true)
})

it('keeps what it could not keep before, once there is room', () => {
  const { storage: durable, mended } = faulty({ setItem: refuse })
  const storage = createBrowserStorage(durable)
  storage.set('porchlight:a', 'one')
  storage.set('porchlight:b', 'two')
  expect(storage.isPersistent()).toBe(false)

  mended.isIt = true

  expect(storage.isPersistent()).toBe(true)
  expect({ ...localStorage }).toEqual({ 'porchlight:a': 'one', 'porchlight:b': 'two' })
})

it('does not call itself persistent while something big still has no room', () => {
  const { storage: durable } = faulty({
    setItem(key: string, value: string) {
      if (value.length > 100) throw new DOMException('full', 'QuotaExceededError')
      localStorage.setItem(key, value)
    },
  })
  const storage = createBrowserStorage(durable)
  storage.set('porchlight:big', 'x'.repeat(1_000))
  storage.set('porchlight:small', 'x')
  expect(storage.isPersistent()).toBe(false)
  expect(storage.get('porchlight:big')).toHaveLength(1_000)
})
