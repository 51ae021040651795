import { cssColor, parseAccent, type Rgb, readableOn, textOn } from '@/contract/sites/accent'
import type { SiteSettings } from '@/contract/sites/site-settings'

/** The product's own accent, for which `components/styles/tokens.css` has colours that were chosen by eye. */
const OWN_ACCENT = '#3b5bd4'

/** The surfaces of `tokens.css` that are hardest to stand out from. */
const SURFACES: Record<'light' | 'dark', Rgb> = { light: [235, 237, 240], dark: [37, 40, 45] }

/** Gives the frame's page the site's colours and theme. The page around it names its `color-scheme` of this moment. */
export function applyAppearance({ accent, theme }: SiteSettings): void {
  const root = document.documentElement
  const shown = theme === 'page' ? pageTheme(new URLSearchParams(location.search).get('theme') ?? '') : theme
  if (shown === 'light' || shown === 'dark') root.dataset.theme = shown
  for (const [name, color] of accentColors(accent)) root.style.setProperty(`--${name}`, color)
}

/** The theme of a page with this `color-scheme`. Where it allows both, the visitor's system decides. */
function pageTheme(colorScheme: string): 'light' | 'dark' {
  if (!colorScheme.includes('dark')) return 'light'
  const isEither = colorScheme.includes('light')
  return !isEither || matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** The custom properties that follow from an accent, whose shapes and texts stand out from every surface of the chat. */
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
