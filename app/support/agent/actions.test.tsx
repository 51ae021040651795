// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { awayFlag } from '@/client/alerts/availability-choice'
import { sceneOf } from '@/client/desk/actions/action'
import { type ActionId, actionOf, perform } from '@/client/desk/actions/registry'
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
  vi.mocked(perform).mockClear()
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

it.each([
  ['order-by-wait', 'Waiting longest', { status: 'OPEN', unreadOnly: false, needsAnswer: 'newest' }],
  ['order-by-newest', 'Newest first', { status: 'OPEN', unreadOnly: false, needsAnswer: 'waiting' }],
  ['clear-filters', 'Clear filters', { status: 'CLOSED', unreadOnly: true }],
] as const)('so does the link of %s, which the list shows only sometimes', (action, name, filter) => {
  const { desk } = createTestDesk({ place: { filter } })
  render(
    <DeskContext value={desk}>
      <PlaceContext value={desk.way.place()}>
        <ChatSidebar />
      </PlaceContext>
    </DeskContext>,
  )
  const link = screen.getByRole('link', { name })
  expect(link.getAttribute('href')).toBe(actionOf(action).href?.(sceneOf(desk)))
  // jsdom opens no tabs.
  document.addEventListener('click', (event) => event.preventDefault(), { once: true })
  fireEvent.click(link, { ctrlKey: true })
  expect(perform).not.toHaveBeenCalled()
  fireEvent.click(link)
  expect(vi.mocked(perform).mock.calls).toEqual([[desk, action]])
})
