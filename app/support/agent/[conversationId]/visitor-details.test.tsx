// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { DeskConversation } from '@/client/desk/desk-conversation'
import { type Desk, DeskContext } from '../desk-context'
import { VisitorDetails } from './visitor-details'

beforeAll(() => {
  // jsdom knows the element, but cannot open and close it.
  HTMLDialogElement.prototype.close ??= () => {}
})
afterEach(cleanup)

it.each([
  ['admin', 2],
  ['agent', 0],
])('offers an %s what they may do with the data', (role, count) => {
  const place = { conversationId: 'c1', filter: { status: null, unreadOnly: false }, isDetailsOpen: false }
  const desk = { self: { id: 'olga', name: 'Olga', role }, place, goBack: vi.fn() } as unknown as Desk
  render(
    <DeskContext value={desk}>
      <VisitorDetails conversation={conversation} isNarrow={false} />
    </DeskContext>,
  )
  expect(screen.queryAllByRole('button', { name: /Export data|Delete visitor data/ })).toHaveLength(count)
})

const conversation = {
  id: 'c1',
  visitor: { id: 'vera', name: 'Vera', email: null, isVerified: false, block: null, revision: 0 },
  context: null,
  createdAt: '2026-11-24T10:00:00.000Z',
} as DeskConversation
