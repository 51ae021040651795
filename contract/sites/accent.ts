/**
 * A site's accent as a browser may draw it. Styles get what these functions return, made of parsed numbers, never the text that
 * was typed. Contrasts are WCAG 2.2's (1.4.3).
 */

export type Rgb = readonly [red: number, green: number, blue: number]

/** What text needs on its background. */
const TEXT_CONTRAST = 4.5

const BLACK: Rgb = [0, 0, 0]
const WHITE: Rgb = [255, 255, 255]

/** `#rrggbb` in numbers; `null` for anything else. */
export function parseAccent(text: string): Rgb | null {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return null
  const value = Number.parseInt(text.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** As CSS writes it. */
export function cssColor([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`
}

/** Black or white, whichever is easier to read on `background`: one of the two always has at least 4.5:1. */
export function textOn(background: Rgb): Rgb {
  return contrast(background, WHITE) >= TEXT_CONTRAST ? WHITE : BLACK
}

/** The colour itself where it can be read as text on `background`, else the nearest shade of it that can. */
export function readableOn(background: Rgb, color: Rgb): Rgb {
  const end = textOn(background)
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mix(color, end, share)
    if (contrast(shade, background) >= TEXT_CONTRAST) return shade
  }
  return end
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: Rgb, b: Rgb): number {
  const [first, second] = [luminance(a), luminance(b)]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const [red, green, blue] = [0, 1, 2].map((at) =>
    Math.round((from[at] ?? 0) * (1 - share) + (to[at] ?? 0) * share),
  )
  return [red ?? 0, green ?? 0, blue ?? 0]
}
