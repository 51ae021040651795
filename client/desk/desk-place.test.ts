import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type DeskPlace, deskHref, readDeskPlace } from './desk-place'

const siteId = fc.stringMatching(/^[a-z0-9]{8}$/)

const place: fc.Arbitrary<DeskPlace> = fc
  .record({
    conversationId: fc.option(fc.uuid()),
    filter: fc.oneof(
      fc.record(
        { status: fc.constantFrom('OPEN', 'CLOSED', null), unreadOnly: fc.boolean(), siteId },
        { requiredKeys: ['status', 'unreadOnly'] },
      ),
      fc.record(
        {
          status: fc.constant('OPEN' as const),
          unreadOnly: fc.boolean(),
          siteId,
          needsAnswer: fc.constantFrom('waiting' as const, 'newest' as const),
        },
        { requiredKeys: ['status', 'unreadOnly', 'needsAnswer'] },
      ),
    ),
    isDetailsOpen: fc.boolean(),
  })
  .map((any) => ({
    ...any,
    isDetailsOpen: any.isDetailsOpen && any.conversationId !== null,
  })) as fc.Arbitrary<DeskPlace>

it('leads back to the same place', () => {
  fc.assert(
    fc.property(place, (there) => {
      const { pathname, searchParams } = new URL(deskHref(there), 'https://desk.example')
      expect(readDeskPlace(pathname, searchParams)).toEqual(there)
    }),
  )
})

it('has a short URL for the default place', () => {
  const filter = { status: 'OPEN' as const, unreadOnly: false }
  expect(deskHref({ conversationId: null, filter, isDetailsOpen: false })).toBe('/support/agent')
})

it.each(['status=toString', 'status=OPEN&unread=yes', 'details=1', 'site=SITE0001', 'site=site0001x', ''])(
  'treats ?%s as the default place',
  (query) => {
    expect(readDeskPlace('/support/agent', new URLSearchParams(query))).toEqual({
      conversationId: null,
      filter: { status: 'OPEN', unreadOnly: false },
      isDetailsOpen: false,
    })
  },
)
