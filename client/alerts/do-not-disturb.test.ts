import { describe, expect, it } from 'vitest'
import { quietAt, quietFor } from './do-not-disturb'

const now = new Date(2026, 2, 28, 22, 15).getTime()

describe('do-not-disturb', () => {
  it('ends after an hour', () => {
    const stored = quietFor('hour', now)
    expect(quietAt(now + 3_599_999, stored)).toEqual({ until: now + 3_600_000 })
    expect(quietAt(now + 3_600_000, stored)).toBeNull()
  })

  it('ends at eight the next day by local time, even if that night is an hour short', () => {
    const end = new Date(2026, 2, 29, 8).getTime()
    expect(quietAt(now, quietFor('morning', now))).toEqual({ until: end })
    expect(quietAt(end, quietFor('morning', now))).toBeNull()
    const afterMidnight = new Date(2026, 11, 31, 0, 5).getTime()
    expect(quietAt(afterMidnight, quietFor('morning', afterMidnight))).toEqual({
      until: new Date(2027, 0, 1, 8).getTime(),
    })
  })

  it('lasts until the agent ends it', () => {
    expect(quietAt(now + 10 ** 12, quietFor('open', now))).toEqual({ until: null })
    expect(quietAt(now, null)).toBeNull()
  })

  it.each([undefined, '', 'soon', '-1', '1e99', '9'.repeat(400), '{}', String(now)])(
    'treats %j as unset',
    (stored) => expect(quietAt(now, stored)).toBeNull(),
  )
})
