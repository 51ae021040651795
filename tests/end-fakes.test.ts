import { expect, it, vi } from 'vitest'
import { endFakes } from './end-fakes'

it('undoes what a test has faked', () => {
  const { setTimeout: timer } = globalThis
  const log = { info: () => 'real' }
  vi.stubGlobal('navigator', { languages: [] })
  vi.stubEnv('PORCHLIGHT_FAKE', 'yes')
  vi.spyOn(log, 'info').mockReturnValue('faked')
  vi.useFakeTimers()
  endFakes()

  expect(Reflect.get(globalThis, 'navigator')?.languages).not.toEqual([])
  expect(process.env.PORCHLIGHT_FAKE).toBeUndefined()
  expect(log.info()).toBe('real')
  expect(setTimeout).toBe(timer)
})
