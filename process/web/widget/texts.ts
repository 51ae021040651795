import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import type { LoaderSite } from '@/contract/sites/loader-site'
import type { PublicSite } from '@/contract/sites/site-settings'
import type { WidgetBuild } from './build'
import { hiddenPathsSource } from './hidden-paths'
import { stylesOf } from './styles'

/**
 * The loader, preceded by a site's settings, in a block so that they do not become a global. With `null`, the loader fetches the
 * site that its tag names.
 *
 * @param loader the loader to use, if not the default one
 */
export function loaderScript(
  build: Pick<WidgetBuild, 'loader' | 'words' | 'late'>,
  site: PublicSite | null,
  loader: string = build.loader,
): string {
  const settings = site === null ? null : loaderSite(build, site)
  return `{const PORCHLIGHT_SITE=${scriptJson(settings)};${loader.trim()}}\n`
}

/**
 * A script that only logs what is wrong, and keeps the page's calls from throwing.
 *
 * @param detail the key or the page concerned
 */
export function complaintScript(problem: string, detail: string, helpAddress: string): string {
  const line = `Porchlight: ${problem} ${detail}. See ${helpAddress}#${problem}`
  return `globalThis.Porchlight=globalThis.Porchlight||function(){};console.warn(${scriptJson(line)})\n`
}

/** What the loader needs for a site, with the words of `locale`, or else of the site's own language. */
export function loaderSite(
  { words, late }: Pick<WidgetBuild, 'words' | 'late'>,
  { key, settings }: PublicSite,
  locale: string = settings.locale,
): LoaderSite {
  const language = [locale, settings.locale].map(languageOf).find((tag) => Object.hasOwn(words, tag)) ?? 'en'
  const spoken = words[language]
  if (spoken === undefined) throw new Error('the widget was built without words')
  const { dismissMessage, ...said } = spoken
  const { kind, text } = settings.launcher
  const label = kind === 'icon' ? '' : (text ?? spoken.chat)
  return {
    key,
    styles: stylesOf(settings),
    label,
    language,
    words: said,
    late,
    ...(settings.hiddenPaths.length > 0 && { hiddenOn: hiddenPathsSource(settings.hiddenPaths) }),
    ...(settings.contactEmail !== null && { contactEmail: settings.contactEmail }),
    ...(settings.greeting !== null && {
      greeting: {
        text: settings.greeting,
        afterSeconds: settings.greetingAfter,
        side: settings.position.side,
        dismiss: dismissMessage,
      },
    }),
  }
}

function languageOf(locale: string): string {
  return locale.split('-', 1)[0]?.toLowerCase() ?? ''
}

/** The page in the frame. Its settings are data, not script, so they never execute. */
export function framePage(
  { script, styles }: Pick<WidgetBuild, 'script' | 'styles'>,
  settings: { site: PublicSite; endpoint: RealtimeEndpoint },
): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>Chat</title>
<link rel="stylesheet" href="/widget/assets/${styles}">
<script type="module" src="/widget/assets/${script}"></script>
<script type="application/json" id="porchlight-settings">${scriptJson(settings)}</script>
</html>
`
}

/** JSON that is safe inside a script: no `<`, which could end it, and no separators that older engines treat as line ends. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}
