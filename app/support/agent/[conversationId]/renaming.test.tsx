// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { perform } from '@/client/desk/actions/registry'
import { createTestDesk, numbered } from '@/client/testing/desk'
import { Announcer } from '@/components/ui/announcer'
import { DeskContext, PlaceContext } from '@/hooks/desk/use-desk'
import { AblyContext } from '@/hooks/realtime/use-ably-client'
import { ChatConversation } from './chat-conversation'

beforeEach(() => {
  // jsdom lacks this.
  HTMLDialogElement.prototype.close ??= () => {}
})
afterEach(cleanup)

it.each([
  ['a wide screen', 1280, false],
  ['a medium screen', 900, false],
  ['a medium screen, with the details over the conversation', 900, true],
  ['a phone, where the details open', 390, false],
  ['a phone, in the details', 390, true],
])('A-29 renaming puts the focus in the field on %s', (_, width, isDetailsOpen) => {
  const upTo = (query: string) => Number(/max-width: (\d+)px/.exec(query)?.[1] ?? 0)
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: width <= upTo(query),
    addEventListener() {},
    removeEventListener() {},
  }))
  const { desk, page } = createTestDesk({
    conversations: [numbered('a', 1)],
    place: { conversationId: 'a', isDetailsOpen },
  })
  vi.mocked(page.isNarrow).mockReturnValue(width < 720)
  const chat = () => (
    <AblyContext value={null}>
      <DeskContext value={desk}>
        <PlaceContext value={{ ...desk.way.place() }}>
          <Announcer>
            <ChatConversation initial={null} />
          </Announcer>
        </PlaceContext>
      </DeskContext>
    </AblyContext>
  )
  const { rerender } = render(chat())

  act(() => void perform(desk, 'rename'))
  rerender(chat())

  const field = screen.getByRole('textbox', { name: 'Visitor’s name' })
  expect(field.closest('[inert]'), 'within reach').toBeNull()
  expect(document.activeElement).toBe(field)
})
