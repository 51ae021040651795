import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type DeskPlace, deskHref, readDeskPlace } from './desk-place'

const place: fc.Arbitrary<DeskPlace> = fc
  .record({
    conversationId: fc.option(fc.uuid()),
    filter: fc.oneof(
      fc.record({ status: fc.constantFrom('OPEN', 'CLOSED', null), unreadOnly: fc.boolean() }),
      fc.record({
        status: fc.constant('OPEN' as const),
        unreadOnly: fc.boolean(),
        needsAnswer: fc.constantFrom('waiting' as const, 'newest' as const),
      }),
    ),
    isDetailsOpen: fc.boolean(),
  })
  .map((any) => ({
    ...any,
    isDetailsOpen: any.isDetailsOpen && any.conversationId !== null,
  })) as fc.Arbitrary<DeskPlace>

it('comes back to the same place', () => {
  fc.assert(
    fc.property(place, (there) => {
      const { pathname, searchParams } = new URL(deskHref(there), 'https://desk.example')
      expect(readDeskPlace(pathname, searchParams)).toEqual(there)
    }),
  )
})

it('has a short address for the ordinary place', () => {
  const filter = { status: 'OPEN' as const, unreadOnly: false }
  expect(deskHref({ conversationId: null, filter, isDetailsOpen: false })).toBe('/support/agent')
})

it.each(['status=toString', 'status=OPEN&unread=yes', 'details=1', ''])(
  'takes ?%s for the ordinary place',
  (query) => {
    expect(readDeskPlace('/support/agent', new URLSearchParams(query))).toEqual({
      conversationId: null,
      filter: { status: 'OPEN', unreadOnly: false },
      isDetailsOpen: false,
    })
  },
)
