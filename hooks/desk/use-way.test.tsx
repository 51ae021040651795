// @vitest-environment jsdom
import { renderHook } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { useWay } from './use-way'

const push = vi.hoisted(() => vi.fn())
vi.mock('next/navigation', () => ({
  usePathname: () => '/support/agent/a',
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({ push }),
}))

it('leaves no focus target behind when it is there already, for the next conversation would take it', () => {
  const { way } = renderHook(() => useWay()).result.current
  way.go({ conversationId: 'a' }, 'log')
  expect(push).not.toHaveBeenCalled()
  expect(way.takeFocusTarget()).toBeNull()

  way.go({ conversationId: 'b' }, 'log')
  expect(push).toHaveBeenCalledExactlyOnceWith('/support/agent/b')
  expect(way.takeFocusTarget()).toBe('log')
})
