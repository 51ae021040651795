import { describe, expect, it } from 'vitest'
import type { Annotation } from './protocol-message'
import { methodOf, type Summary, summarise } from './summary'

type Step = [clientId: string | undefined, name: string, isDeletion?: boolean, count?: number]

/** The summary after annotations of one type. */
function sum(type: string, ...steps: Step[]): unknown {
  return steps.reduce<Summary>((summary, [clientId, name, isDeletion = false, count]) => {
    const annotation = { type, name, ...(clientId && { clientId }), ...(count && { count }) } as Annotation
    return summarise(summary, annotation, isDeletion)
  }, {})[type]
}

const list = (...clientIds: string[]) => ({ total: clientIds.length, clientIds, clipped: false })

describe('a summary', () => {
  it('counts annotations', () => {
    expect(sum('a:total.v1', ['ada', ''], ['ada', ''], [undefined, ''])).toEqual({ total: 3 })
    expect(sum('a:total.v1', ['ada', ''], ['ada', '', true], ['ada', '', true])).toBeUndefined()
  })

  it('lists each client that raised a flag once', () => {
    expect(sum('a:flag.v1', ['ada', ''], ['ben', ''], ['ada', ''])).toEqual(list('ben', 'ada'))
    expect(sum('a:flag.v1', ['ada', ''], ['ada', '', true])).toBeUndefined()
  })

  it('lists each client once per name', () => {
    expect(sum('a:distinct.v1', ['ada', 'x'], ['ada', 'y'], ['ben', 'x'], ['ada', 'x'])).toEqual({
      x: list('ben', 'ada'),
      y: list('ada'),
    })
    expect(sum('a:distinct.v1', ['ada', 'x'], ['ada', 'y'], ['ada', 'x', true])).toEqual({ y: list('ada') })
  })

  it('lists each client under one name', () => {
    expect(sum('a:unique.v1', ['ada', 'x'], ['ben', 'x'], ['ada', 'y'])).toEqual({
      x: list('ben'),
      y: list('ada'),
    })
    expect(sum('a:unique.v1', ['ada', 'x'], ['ada', 'x', true])).toBeUndefined()
  })

  it('adds up counts of identified and anonymous clients', () => {
    expect(
      sum('a:multiple.v1', ['ada', 'x', false, 2], ['ada', 'x'], [undefined, 'x', false, 5], ['ben', 'x']),
    ).toEqual({
      x: { total: 9, clientIds: { ada: 3, ben: 1 }, totalUnidentified: 5, totalClientIds: 2, clipped: false },
    })
    expect(sum('a:multiple.v1', ['ada', 'x', false, 2], ['ada', 'x', true])).toBeUndefined()
  })

  it.each(['__proto__', 'constructor', 'toString'])('treats %s like any other name', (name) => {
    for (const method of ['distinct', 'unique'])
      expect(Object.entries(sum(`a:${method}.v1`, [name, name]) as object)).toEqual([[name, list(name)]])
    const [[, counts]] = Object.entries(sum('a:multiple.v1', [name, name]) as object) as [
      [string, { total: number; clientIds: object }],
    ]
    expect(counts.total).toBe(1)
    expect(Object.entries(counts.clientIds)).toEqual([[name, 1]])
  })

  it('has no entry for types without a method', () => {
    expect(methodOf('a:sentiment.v9')).toBeNull()
    expect(sum('a:sentiment.v9', ['ada', 'x'])).toBeUndefined()
  })
})
