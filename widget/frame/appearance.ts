import { cssColor, parseAccent, type Rgb, readableOn, textOn } from '@/contract/sites/accent'
import type { SiteSettings } from '@/contract/sites/site-settings'

/** The default accent, for which `components/styles/tokens.css` has hand-picked colours. */
const OWN_ACCENT = '#3b5bd4'

/** The surfaces in `tokens.css` with the least contrast to other colours. */
const SURFACES: Record<'light' | 'dark', Rgb> = { light: [235, 237, 240], dark: [37, 40, 45] }

/** Applies the site's colours and theme to the frame. The host page passes its current `color-scheme` in the frame's URL. */
export function applyAppearance({ accent, theme }: SiteSettings): void {
  const root = document.documentElement
  const shown = theme === 'page' ? pageTheme(new URLSearchParams(location.search).get('theme') ?? '') : theme
  if (shown === 'light' || shown === 'dark') root.dataset.theme = shown
  for (const [name, color] of accentColors(accent)) root.style.setProperty(`--${name}`, color)
}

/** The theme of a page with this `color-scheme`. If it allows both, the visitor's system decides. */
function pageTheme(colorScheme: string): 'light' | 'dark' {
  if (!colorScheme.includes('dark')) return 'light'
  const isEither = colorScheme.includes('light')
  return !isEither || matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** The custom properties derived from an accent, with enough contrast to every surface of the chat. */
function accentColors(accent: string): [name: string, color: string][] {
  const base = parseAccent(accent)
  if (base === null || accent === OWN_ACCENT) return []
  const [light, dark] = [readableOn(SURFACES.light, base), readableOn(SURFACES.dark, base)]
  const [onLight, onDark] = [textOn(light), textOn(dark)]
  const themed = (first: Rgb, second: Rgb) => `light-dark(${cssColor(first)}, ${cssColor(second)})`
  return [
    ...['accent', 'accent-hover', 'accent-text', 'focus'].map((name): [string, string] => [
      name,
      themed(light, dark),
    ]),
    ['on-accent', themed(onLight, onDark)],
  ]
}
