import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const TEXT = 4.5
const SHAPE = 3

/** The colour pairs in use and their minimum contrast (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: [foreground: string, backgrounds: string[], least: number][] = [
  ['text', ['surface', 'surface-2', 'surface-3', 'canvas', 'accent-soft'], TEXT],
  ['text-2', ['surface', 'surface-2', 'surface-3', 'canvas'], TEXT],
  ['on-accent', ['accent', 'accent-hover'], TEXT],
  ['accent-text', ['surface', 'surface-2', 'surface-3', 'accent-soft'], TEXT],
  ['success', ['surface', 'success-soft'], TEXT],
  ['warning', ['surface', 'warning-soft'], TEXT],
  ['danger', ['surface', 'surface-2', 'danger-soft'], TEXT],
  ['on-danger', ['danger'], TEXT],
  ['note-text', ['note-bg'], TEXT],
  ['note-border', ['note-bg'], SHAPE],
  ['border-ctl', ['surface', 'surface-2'], SHAPE],
  ['focus', ['surface', 'surface-3', 'canvas'], SHAPE],
  ['accent', ['surface', 'surface-3'], SHAPE],
  ['success', ['canvas'], SHAPE],
  // Pills and toasts invert the page's colours.
  ['surface', ['text'], TEXT],
]

const tokens = readTokens()

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const all = pairs.flatMap(([foreground, backgrounds, least]) =>
    backgrounds.map((background) => [foreground, background, least] as const),
  )
  it.each(all)('%s on %s has a contrast of at least %d', (foreground, background, least) => {
    const [a, b] = [foreground, background].map((name) => luminance(tokens.get(name)?.[theme] ?? ''))
    expect(contrast(a ?? 0, b ?? 0)).toBeGreaterThanOrEqual(least)
  })
})

/** `--name: light-dark(#…, #…);` */
function readTokens() {
  const css = readFileSync('components/styles/tokens.css', 'utf8')
  const lines = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)
  return new Map([...lines].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]))
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
