import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RealtimeError } from '../errors'
import type { Annotation } from './protocol-message'
import { readAnnotations } from './read-annotations'
import { isMutation, readMutation } from './read-mutation'
import { type ClientList, type Summary, summarise } from './summary'

const MAX_SIZE = 1_000

/** Values with the expected field names, so that some pass the first checks. */
const value = fc.oneof(
  fc.anything({ withBigInt: true, withMap: true, withDate: true }),
  fc.record(
    {
      action: fc.oneof(fc.integer({ min: -1, max: 9 }), fc.anything()),
      serial: fc.oneof(fc.string(), fc.anything()),
      messageSerial: fc.oneof(fc.string(), fc.anything()),
      type: fc.oneof(fc.constantFrom('a:unique.v1', 'a:b', ':', '__proto__'), fc.anything()),
      name: fc.oneof(fc.string(), fc.anything()),
      data: fc.oneof(fc.string(), fc.uint8Array(), fc.anything()),
      encoding: fc.oneof(fc.constantFrom('json', 'base64', 'utf-8/base64'), fc.anything()),
      extras: fc.oneof(fc.object(), fc.anything()),
      version: fc.oneof(fc.record({ metadata: fc.object(), clientId: fc.anything() }), fc.anything()),
      count: fc.oneof(fc.double(), fc.anything()),
      clientId: fc.oneof(fc.string(), fc.anything()),
    },
    { requiredKeys: [] },
  ),
)

function answersOrRefuses(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(RealtimeError)
  }
}

describe('any input', () => {
  it('is a message change or refused', () => {
    fc.assert(fc.property(value, (input) => answersOrRefuses(() => readMutation(input, MAX_SIZE))))
  })

  it('is a list of annotations or refused', () => {
    fc.assert(
      fc.property(fc.oneof(value, fc.array(value, { maxLength: 3 })), (input) =>
        answersOrRefuses(() => readAnnotations(input, MAX_SIZE)),
      ),
    )
  })

  it('is recognized as a change or not', () => {
    fc.assert(
      fc.property(fc.oneof(value, fc.array(value)), (input) => typeof isMutation(input) === 'boolean'),
    )
  })
})

describe('any sequence of annotations', () => {
  const step = fc.record({
    clientId: fc.constantFrom('ada', 'ben', '__proto__'),
    name: fc.constantFrom('x', 'y', 'constructor'),
    isDeletion: fc.boolean(),
  })

  const sumOf = (type: string, steps: { clientId: string; name: string; isDeletion: boolean }[]) =>
    (steps.reduce<Summary>(
      (summary, { isDeletion, ...fields }) =>
        summarise(summary, { type, ...fields } as Annotation, isDeletion),
      {},
    )[type] ?? {}) as Record<string, ClientList>

  it.each(['a:distinct.v1', 'a:unique.v1'])(
    'of %s has totals equal to the number of clients listed',
    (type) => {
      fc.assert(
        fc.property(fc.array(step), (steps) => {
          for (const { total, clientIds } of Object.values(sumOf(type, steps))) {
            expect(total).toBeGreaterThan(0)
            expect(new Set(clientIds).size).toBe(total)
          }
        }),
      )
    },
  )

  it('of a unique type lists each client under its latest name only', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const listed = Object.entries(sumOf('a:unique.v1', steps)).flatMap(([name, { clientIds }]) =>
          clientIds.map((clientId) => [clientId, name]),
        )
        const expected = new Map<string, string | null>()
        for (const { clientId, name, isDeletion } of steps) expected.set(clientId, isDeletion ? null : name)
        const standing = [...expected].filter(([, name]) => name !== null)
        expect(new Map(listed as [string, string][])).toEqual(new Map(standing))
        expect(listed).toHaveLength(standing.length)
      }),
    )
  })
})
