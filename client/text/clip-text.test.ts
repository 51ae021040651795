import { expect, it } from 'vitest'
import { clipText } from './clip-text'

it.each([
  ['short', 10, 'short'],
  ['exactly ten', 11, 'exactly ten'],
  ['one two three', 8, 'one two…'],
  ['ab😀cd', 3, 'ab…'],
  ['ab👩‍👩‍👧‍👦cd', 6, 'ab…'],
  ['cafe\u0301s', 4, 'caf…'],
  [`a${'\u0301'.repeat(30)}`, 5, `a${'\u0301'.repeat(4)}…`],
])('clips %j at %i to %j', (text, length, expected) => expect(clipText(text, length)).toBe(expected))
