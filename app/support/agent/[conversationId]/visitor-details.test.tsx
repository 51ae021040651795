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

function open(shown: DeskConversation, role = 'agent') {
  const place = { conversationId: 'c1', filter: { status: null, unreadOnly: false }, isDetailsOpen: false }
  const desk = { self: { id: 'olga', name: 'Olga', role }, place, goBack: vi.fn() } as unknown as Desk
  render(
    <DeskContext value={desk}>
      <VisitorDetails conversation={shown} isNarrow={false} />
    </DeskContext>,
  )
}

it.each([
  ['admin', 2],
  ['agent', 0],
])('offers an %s what they may do with the data', (role, count) => {
  open(conversation, role)
  expect(screen.queryAllByRole('button', { name: /Export data|Delete visitor data/ })).toHaveLength(count)
})

it.each([
  [true, 1],
  [false, 0],
])('says so where the site vouches for the visitor: %s', (isVerified, count) => {
  open({ ...conversation, visitor: { ...conversation.visitor, isVerified } })
  expect(screen.queryAllByText('Verified')).toHaveLength(count)
})

it.each([
  ['visitor', 'Left by the visitor'],
  ['agent', 'Written down by an agent'],
  [null, null],
] as const)('says of an address told by %s: %s', (emailToldBy, words) => {
  const place = { conversationId: 'c1', filter: { status: null, unreadOnly: false }, isDetailsOpen: false }
  const desk = { self: { id: 'olga', name: 'Olga', role: 'agent' }, place } as unknown as Desk
  const visitor = { ...conversation.visitor, email: 'vera@example.com', emailToldBy }
  render(
    <DeskContext value={desk}>
      <VisitorDetails conversation={{ ...conversation, visitor }} isNarrow={false} />
    </DeskContext>,
  )
  const link = screen.getByRole('link', { name: 'vera@example.com' })
  expect(link.getAttribute('href')).toBe('mailto:vera%40example.com?subject=Your%20message%20to%20us')
  expect(screen.queryByText(/Left by|Written down/)?.textContent ?? null).toBe(words)
})

const conversation = {
  id: 'c1',
  visitor: {
    id: 'vera',
    name: 'Vera',
    email: null,
    emailToldBy: null,
    isVerified: false,
    block: null,
    revision: 0,
  },
  context: null,
  createdAt: '2026-11-24T10:00:00.000Z',
} as DeskConversation
