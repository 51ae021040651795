// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { awayFlag } from '@/client/alerts/availability-choice'
import { type ActionId, perform } from '@/client/desk/actions/registry'
import { createTestDesk, numbered } from '@/client/testing/desk'
import { AwayNotice } from '@/components/desk/notices/away-notice'
import { DeskRail } from '@/components/desk/rail/desk-rail'
import { Announcer } from '@/components/ui/announcer'
import { DeskContext, PlaceContext } from '@/hooks/desk/use-desk'
import { AblyContext } from '@/hooks/realtime/use-ably-client'
import { ChatConversation } from './[conversationId]/chat-conversation'
import { ChatSidebar } from './chat-sidebar'

vi.mock('@/client/desk/actions/registry', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  perform: vi.fn(),
}))

beforeEach(() => {
  localStorage.clear()
  // jsdom lacks these.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  HTMLDialogElement.prototype.close ??= () => {}
})
afterEach(cleanup)

/** The actions that have a button or a link of their own. */
const shown: ActionId[] = [
  'toggle-status',
  'no-answer-needed',
  'details',
  'rename',
  'copy-email',
  'toggle-block',
  'export-data',
  'erase-data',
  'show-open',
  'show-needs-answer',
  'toggle-unread',
  'show-closed',
  'show-all',
  'palette',
  'help',
  'toggle-availability',
  'account',
]

it('buttons and links do what their action does', async () => {
  const vera = numbered('a', 2, { waitingSince: '2026-01-01T00:00:02.000Z' })
  const { desk } = createTestDesk({
    role: 'admin',
    conversations: [{ ...vera, visitor: { ...vera.visitor, email: 'vera@example.com' } }],
    place: { conversationId: 'a' },
  })
  awayFlag(desk.self.id).set(true)
  const { container } = render(
    <AblyContext value={null}>
      <DeskContext value={desk}>
        <PlaceContext value={desk.way.place()}>
          <Announcer>
            <DeskRail />
            <AwayNotice agentId={desk.self.id} />
            <ChatSidebar />
            <ChatConversation initial={null} />
          </Announcer>
        </PlaceContext>
      </DeskContext>
    </AblyContext>,
  )
  expect(await screen.findByText(/^You’re away/)).toBeTruthy()
  const elements = [...container.querySelectorAll<HTMLElement>('[data-action]')]
  expect(new Set(elements.map(({ dataset }) => dataset.action))).toEqual(new Set(shown))

  for (const element of elements) {
    vi.mocked(perform).mockClear()
    fireEvent.click(element)
    expect(vi.mocked(perform).mock.calls, element.outerHTML).toEqual([[desk, element.dataset.action]])
  }
})
