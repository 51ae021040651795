import { expect, it } from 'vitest'
import { contrast, cssColor, parseAccent, type Rgb, readableOn, textOn } from './accent'

/** A cube of colours, 17 steps a side, with both ends. */
const steps = Array.from({ length: 18 }, (_, step) => step * 15)
const cube = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue): Rgb => [red, green, blue])))

it('takes six hexadecimal digits and nothing else', () => {
  expect(parseAccent('#3B5bd4')).toEqual([59, 91, 212])
  for (const text of ['', '#fff', 'red', '#3b5bd4;', '#3b5bd4\n', ' #3b5bd4', '#3b5bdg', 'url(#3b5bd4)'])
    expect(parseAccent(text), text).toBeNull()
  expect(cssColor([59, 91, 212])).toBe('rgb(59 91 212)')
})

it('writes on every accent so that it can be read', () => {
  for (const accent of cube)
    expect(contrast(accent, textOn(accent)), cssColor(accent)).toBeGreaterThanOrEqual(4.5)
})

it.each([
  ['light', [253, 253, 254]],
  ['dark', [19, 21, 24]],
] as const)('finds a shade of every accent that can be read on the %s surface', (_, surface) => {
  for (const accent of cube)
    expect(contrast(readableOn(surface, accent), surface), cssColor(accent)).toBeGreaterThanOrEqual(4.5)
})

it('leaves a colour that can be read as it is', () => {
  expect(readableOn([255, 255, 255], [59, 91, 212])).toEqual([59, 91, 212])
})
