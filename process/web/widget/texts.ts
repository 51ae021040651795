import type { Language } from '@/client/words/catalogue'
import { chooseLanguage } from '@/client/words/choose-language'
import { directionOf } from '@/client/words/words'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import type { LoaderSite, ServedWords } from '@/contract/sites/loader-site'
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
  const { language } = chooseLanguage({ asked: locale, page: null, reader: [], site: settings.locale })
  const spoken = wordsIn(words, language)
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

function wordsIn(words: WidgetBuild['words'], language: Language): ServedWords {
  const spoken = words[language]
  if (spoken === undefined) throw new Error(`the widget was built without the words of ${language}`)
  return spoken
}

/** The page in the frame. Its settings are data, not script, so they never execute. Its title is in `language`. */
export function framePage(
  { script, styles, words }: Pick<WidgetBuild, 'script' | 'styles' | 'words'>,
  settings: { site: PublicSite; endpoint: RealtimeEndpoint },
  language: Language,
): string {
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>${wordsIn(words, language).chat}</title>
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
