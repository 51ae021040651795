import { expect, it, vi } from 'vitest'
import { createTestDesk, numbered } from '@/client/testing/desk'
import type { Conversation } from '@/contract/log/conversation'
import type { Desk } from './desk'
import type { InboxFilter } from './inbox/inbox-filter'

const OPEN: InboxFilter = { status: 'OPEN', unreadOnly: false }
const WAITING: InboxFilter = { ...OPEN, needsAnswer: 'waiting' }

const vera = numbered('a', 2, { waitingSince: '2026-01-01T00:00:02.000Z' })
const victor = numbered('b', 1, { waitingSince: '2026-01-01T00:00:01.000Z' })

const settle = (desk: Desk) => desk.changes.settle('a')
const close = (desk: Desk) => desk.changes.changeStatus('a', 'CLOSED')

it.each([
  ['settled', 'before', settle, {}, WAITING],
  ['settled', 'after', settle, {}, WAITING],
  ['closed', 'before', close, { status: 'CLOSED' }, OPEN],
  ['closed', 'after', close, { status: 'CLOSED' }, OPEN],
  ['closed', 'after', close, { status: 'CLOSED' }, WAITING],
] as const)('A-23 the undo of a %s conversation shows at once, %s the first response', async (...given) => {
  const [, when, change, changed, filter] = given
  const { desk, source, toasts } = createTestDesk({ conversations: [vera, victor], place: { filter } })
  let respond: (conversation: Conversation) => void = () => {}
  const ask = vi.fn(() => new Promise<Conversation>((resolve) => (respond = resolve)))
  source.setStatus.mockImplementation(ask)
  source.setNeedsAnswer.mockImplementation(ask)
  const { ids: before } = desk.inbox.getSnapshot()

  change(desk)
  await vi.waitFor(() => expect(ask).toHaveBeenCalled())
  expect(desk.inbox.getSnapshot().ids).toEqual(['b'])
  if (when === 'after') respond({ ...vera, ...changed, waitingSince: null, revision: 3 })
  await vi.waitFor(() => expect(desk.inbox.find('a')?.revision).toBe(when === 'after' ? 3 : 2))
  toasts.offer.mock.calls[0]?.[1]()

  expect(desk.inbox.find('a')).toMatchObject({ status: 'OPEN', waitingSince: vera.waitingSince })
  expect(desk.inbox.getSnapshot().ids).toEqual(before)
})
