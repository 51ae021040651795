import { describe, expect, it, vi } from 'vitest'
import { createTestDesk, numbered } from '@/client/testing/desk'
import { deskHref } from '../desk-place'
import { sceneOf } from './action'
import { type ActionId, actionOf, actions, perform } from './registry'

const vera = numbered('a', 2, { waitingSince: '2026-01-01T00:00:02.000Z' })
const victor = numbered('b', 1)
const open = { conversationId: 'a' }

/** The possible actions, in the registry's order. */
function possible(options: Parameters<typeof createTestDesk>[0]): ActionId[] {
  const scene = sceneOf(createTestDesk(options).desk)
  return actions.filter(({ isPossible }) => isPossible?.(scene) ?? true).map(({ id }) => id)
}

describe('what is possible', () => {
  it('contains every action once', () => {
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
  })

  it('excludes conversation actions while none is open', () => {
    const ofConversations = actions.filter(({ group }) => group === 'conversation' || group === 'visitor')
    const now = possible({ conversations: [vera] })
    expect(now.filter((id) => ofConversations.some((action) => action.id === id))).toEqual([])
  })

  it('follows the role, as the policy says', () => {
    const of = (role: 'agent' | 'admin') => possible({ role, conversations: [vera], place: open })
    expect(of('admin').filter((id) => !of('agent').includes(id))).toEqual(['export-data', 'erase-data'])
  })

  it('follows the conversation’s state', () => {
    expect(possible({ conversations: [vera], place: open })).toContain('no-answer-needed')
    expect(possible({ conversations: [victor], place: { conversationId: 'b' } })).not.toContain(
      'no-answer-needed',
    )
    expect(possible({ conversations: [vera], place: open })).not.toContain('copy-email')
    const reachable = numbered('a', 2, { visitor: { ...vera.visitor, email: 'vera@example.com' } })
    expect(possible({ conversations: [reachable], place: open })).toContain('copy-email')
  })

  it('is all that runs', () => {
    const { desk, source } = createTestDesk({ conversations: [vera] })
    expect(perform(desk, 'toggle-status')).toBe(false)
    expect(source.setStatus).not.toHaveBeenCalled()
  })
})

describe('what actions do', () => {
  it('closes the open conversation, and offers to undo it', async () => {
    const { desk, source, toasts } = createTestDesk({ conversations: [vera, victor], place: open })
    perform(desk, 'toggle-status')
    await vi.waitFor(() => expect(source.setStatus).toHaveBeenCalledTimes(1))
    expect(source.setStatus).toHaveBeenCalledWith('a', 'CLOSED', { seenSequence: 2 })
    expect(toasts.offer).toHaveBeenCalledTimes(1)
    expect(desk.inbox.getSnapshot().ids).toEqual(['b'])
    expect(actionOf('toggle-status').label?.(sceneOf(desk))).toBe('Reopen the conversation')
  })

  it('moves from row to row, and opens the next if a conversation is open', () => {
    const { desk, way, page } = createTestDesk({ conversations: [vera, victor], place: open })
    expect(perform(desk, 'next')).toBe(true)
    expect(way.go).toHaveBeenCalledWith({ conversationId: 'b' })
    expect(page.focusRow).toHaveBeenCalledWith('b')
    expect(perform(desk, 'next')).toBe(false)
  })

  it('moves from where the open conversation would stand if the list does not show it', () => {
    const conversations = [vera, numbered('c', 0)]
    const { desk, way } = createTestDesk({ conversations, place: { conversationId: 'b' } })
    desk.inbox.take(numbered('b', 1, { status: 'CLOSED' }))
    expect(desk.inbox.getSnapshot().ids).toEqual(['a', 'c'])
    perform(desk, 'next')
    expect(way.go).toHaveBeenLastCalledWith({ conversationId: 'c' })
    Object.assign(way.place(), { conversationId: 'b' })
    perform(desk, 'previous')
    expect(way.go).toHaveBeenLastCalledWith({ conversationId: 'a' })
  })

  it('loads more rows at the end of those that are loaded', async () => {
    const { desk, source } = createTestDesk({
      conversations: [vera],
      hasMore: true,
      place: { conversationId: 'b' },
    })
    desk.inbox.take(victor)
    expect(perform(desk, 'next')).toBe(false)
    expect(source.list).toHaveBeenLastCalledWith(expect.objectContaining({ cursor: 'page 2' }))
  })

  it('leaves one level: first the details, then the conversation', () => {
    const { desk, way } = createTestDesk({
      conversations: [vera],
      place: { ...open, isDetailsOpen: true },
    })
    perform(desk, 'back')
    expect(way.goBack).toHaveBeenLastCalledWith({ isDetailsOpen: false })
    perform(desk, 'back')
    expect(desk.page.focusRow).toHaveBeenCalledWith('a')
  })

  it('confirms blocking, but not unblocking', () => {
    const { desk, api } = createTestDesk({ conversations: [vera], place: open })
    perform(desk, 'toggle-block')
    expect(desk.dialog.isOpen('block', 'a')).toBe(true)
    expect(desk.dialog.isOpen('block', 'b')).toBe(false)

    const block = { since: '2026-01-01T00:00:00.000Z', by: 'Olga' }
    const blocked = numbered('a', 2, { visitor: { ...vera.visitor, block } })
    const other = createTestDesk({ conversations: [blocked], place: open })
    void perform(other.desk, 'toggle-block')
    expect(other.api.unblockVisitor).toHaveBeenCalledWith('vera')
    expect(api.blockVisitor).not.toHaveBeenCalled()
  })

  const unreadOfShop = { status: 'OPEN', unreadOnly: true, siteId: 'shop0001' } as const

  it.each([
    ['show-closed', {}, { status: 'CLOSED', unreadOnly: false }],
    ['show-all', {}, { status: null, unreadOnly: false }],
    ['show-needs-answer', {}, { status: 'OPEN', unreadOnly: false, needsAnswer: 'waiting' }],
    ['toggle-unread', {}, { status: 'OPEN', unreadOnly: true }],
    [
      'order-by-wait',
      { filter: { ...unreadOfShop, needsAnswer: 'newest' } },
      { ...unreadOfShop, needsAnswer: 'waiting' },
    ],
    [
      'order-by-newest',
      { filter: { ...unreadOfShop, needsAnswer: 'waiting' } },
      { ...unreadOfShop, needsAnswer: 'newest' },
    ],
    ['clear-filters', { filter: unreadOfShop }, { status: 'OPEN', unreadOnly: false }],
  ] as const)('%s, and as a link leads there too', (id, from, filter) => {
    const place = { ...open, isDetailsOpen: true, ...from }
    const { desk, way } = createTestDesk({ conversations: [vera], place })
    const href = actionOf(id).href?.(sceneOf(desk))
    perform(desk, id)
    expect(way.go).toHaveBeenCalledWith({ filter })
    expect(href).toBe(deskHref(way.place()))
  })
})
