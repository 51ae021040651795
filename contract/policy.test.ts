import { describe, expect, it } from 'vitest'
import { MESSAGE_EDIT_MS } from './limits'
import { type Action, type Actor, abilitiesOf, actions, can, refusalOf, visitorOf } from './policy'

const vera: Actor = { id: 'vera', role: 'visitor' }
const actors: Actor[] = [
  vera,
  { ...vera, isBlocked: true },
  { id: 'ada', role: 'agent' },
  { id: 'olga', role: 'admin' },
]

const YES = null

/** The results for a visitor, a blocked visitor, an agent and an admin. The message is new and the actor's own. */
const table: Record<Action, ('blocked' | 'forbidden' | null)[]> = {
  reply: [YES, 'blocked', YES, YES],
  write_note: ['forbidden', 'blocked', YES, YES],
  close: ['forbidden', 'blocked', YES, YES],
  reopen: ['forbidden', 'blocked', YES, YES],
  set_needs_answer: ['forbidden', 'blocked', YES, YES],
  rename_visitor: [YES, 'blocked', YES, YES],
  block_visitor: ['forbidden', 'forbidden', YES, YES],
  export_visitor: ['forbidden', 'forbidden', 'forbidden', YES],
  erase_visitor: ['forbidden', 'forbidden', 'forbidden', YES],
  edit_message: [YES, 'blocked', YES, YES],
  delete_message: [YES, 'blocked', YES, YES],
  start_conversation: [YES, 'blocked', 'forbidden', 'forbidden'],
  identify: [YES, 'blocked', 'forbidden', 'forbidden'],
  manage_site_secrets: ['forbidden', 'forbidden', 'forbidden', YES],
  filter_needs_answer: ['forbidden', 'forbidden', YES, YES],
  listen: [YES, 'blocked', YES, YES],
  find_visitors: ['forbidden', 'forbidden', 'forbidden', YES],
  use_account: ['forbidden', 'forbidden', YES, YES],
  see_sites: ['forbidden', 'forbidden', YES, YES],
  manage_sites: ['forbidden', 'forbidden', 'forbidden', YES],
  see_team: ['forbidden', 'forbidden', YES, YES],
  manage_team: ['forbidden', 'forbidden', 'forbidden', YES],
  tell_page: [YES, 'blocked', 'forbidden', 'forbidden'],
  track: [YES, 'blocked', 'forbidden', 'forbidden'],
  see_audit: ['forbidden', 'forbidden', 'forbidden', YES],
}

const NOW = Date.parse('2026-11-29T10:00:00.000Z')
const messageOf = (senderId: string | null, age = 0) => ({
  senderId,
  createdAt: new Date(NOW - age).toISOString(),
})

it.each(actions)('says who may %s', (action) => {
  const told = actors.map((actor) => refusalOf(actor, action, { message: messageOf(actor.id), now: NOW }))
  expect(told).toEqual(table[action])
})

describe.each(['edit_message', 'delete_message'] as const)('%s', (action) => {
  it.each<[string, boolean, ReturnType<typeof messageOf> & { deletedAt?: string | null }]>([
    ['to the last millisecond', true, messageOf('ada', MESSAGE_EDIT_MS)],
    ['not afterwards', false, messageOf('ada', MESSAGE_EDIT_MS + 1)],
    ['not for a colleague, even an admin', false, messageOf('olga')],
    ['not for the system', false, messageOf(null)],
    ['not if it is deleted', false, { ...messageOf('ada'), deletedAt: new Date(NOW).toISOString() }],
    ['not with an invalid time', false, { senderId: 'ada', createdAt: 'yesterday' }],
  ])('is open %s', (_, isOpen, message) => {
    expect(can({ id: 'ada', role: 'agent' }, action, { message, now: NOW })).toBe(isOpen)
  })

  it('is refused without the message', () => {
    expect(actors.some((actor) => can(actor, action))).toBe(false)
  })
})

it('lists abilities that do not depend on a message', () => {
  expect(actors.map(abilitiesOf)).toEqual([
    ['reply', 'rename_visitor'],
    [],
    ['reply', 'write_note', 'close', 'reopen', 'set_needs_answer', 'rename_visitor', 'block_visitor'],
    [
      ...['reply', 'write_note', 'close', 'reopen', 'set_needs_answer', 'rename_visitor'],
      ...['block_visitor', 'export_visitor', 'erase_visitor'],
    ],
  ])
})

it('treats a visitor as blocked if the conversation says so', () => {
  const blocked = visitorOf({
    visitor: { id: 'vera', block: { since: '2026-11-29T10:00:00.000Z', by: null } },
  })
  expect([can(blocked, 'reply'), can(visitorOf({ visitor: { id: 'vera', block: null } }), 'reply')]).toEqual([
    false,
    true,
  ])
})
