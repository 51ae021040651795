import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { german } from '@/client/words/german'

const FROM = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const TO = 'áƀćđéƒĝħíĵķĺɱńóƥɋŕśţúʋŵẋýžÁƁĆĐÉƑĜĦÍĴĶĹṀŃÓƤɊŔŚŢÚƲŴẊÝŽ'

/** A text as the pseudo-language writes it: readable, without a letter of ASCII, and with its placeholders. */
export function pseudo(text: string): string {
  return text
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{') ? part : part.replace(/[a-zA-Z]/g, (letter) => TO[FROM.indexOf(letter)] ?? ''),
    )
    .join('')
}

type Area = keyof typeof german

/** What the page says in the pseudo-language, to find it by. */
export function said<A extends Area>(
  area: A,
  key: keyof (typeof german)[A],
  values: Record<string, string> = {},
): string {
  const entry = german[area][key] as string | { other: string }
  return pseudo(typeof entry === 'string' ? entry : entry.other).replace(
    /\{(\w+)\}/g,
    (_, name) => values[name] ?? '',
  )
}

/**
 * A script after which every text of the German catalogues is read in the pseudo-language: in a browser before the page's own
 * scripts, in Node by `--import`. It meets them where `createWords` fills their placeholders, so the product knows nothing of it. A text
 * that is not one of German stays as it is, also an English one that was kept from before.
 */
export function pseudoScript(): string {
  const texts = Object.values(german)
    .flatMap((catalogue) => Object.values(catalogue))
    .flatMap((entry): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry as object)))
  const translated = Object.fromEntries(texts.map((text) => [text, pseudo(text)]))
  return `(${speakInstead})(${JSON.stringify(translated)})`
}

/** The same for a server, as a file that Node can be told to import. */
export function writePseudoModule(folder: string): string {
  const file = path.join(folder, 'pseudo-language.mjs')
  writeFileSync(file, pseudoScript())
  return file
}

function speakInstead(translated: Record<string, string>): void {
  const { replace, split } = String.prototype
  const isPlaceholder = (pattern: unknown) =>
    pattern instanceof RegExp && /^\\{\(?\\w\+\)?\\}$/.test(pattern.source)
  const instead = (text: string, pattern: unknown) =>
    isPlaceholder(pattern) && Object.hasOwn(translated, text) ? translated[text] : text
  String.prototype.replace = function (this: string, ...given: unknown[]) {
    return Reflect.apply(replace, instead(String(this), given[0]), given)
  } as typeof replace
  String.prototype.split = function (this: string, ...given: unknown[]) {
    return Reflect.apply(split, instead(String(this), given[0]), given)
  } as typeof split
}

/**
 * Everything that people read or hear of a page in letters that no text of the pseudo-language has, as `where: text`. Left out are
 * messages, code, keys and times, which are no words of the catalogues, and what is marked as English, as a visitor's chat in a preview.
 *
 * @param data what is neither ours nor translated: names, messages, addresses
 */
export async function untranslated(
  page: Page,
  where: string,
  { data, root = 'html' }: { data: readonly (string | RegExp)[]; root?: string },
): Promise<string[]> {
  const texts = await page.evaluate((selector) => {
    const NO_WORDS = 'script, style, noscript, template, code, pre, kbd, time, [data-content], [lang="en"]'
    const READ = [
      'aria-label',
      'aria-description',
      'aria-roledescription',
      'aria-valuetext',
      'title',
      'placeholder',
      'alt',
    ]
    const found = selector === 'html' ? [document.title] : []
    for (const root of document.querySelectorAll(selector)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
      for (let node: Node | null = root; node !== null; node = walker.nextNode()) {
        const element = node instanceof Element ? node : node.parentElement
        if (element === null || element.closest(NO_WORDS) !== null) continue
        if (node instanceof Element) found.push(...READ.map((name) => element.getAttribute(name) ?? ''))
        else found.push(node.textContent ?? '')
      }
    }
    return found
  }, root)
  const rest = (text: string) =>
    data.reduce<string>((left, known) => left.replaceAll(asGlobal(known), ' '), text)
  return [...new Set(texts)]
    .filter((text) => /[a-zA-Z]{2}/.test(rest(text)))
    .map((text) => `${where}: ${text.trim()}`)
}

function asGlobal(known: string | RegExp): string | RegExp {
  return typeof known === 'string' ? known : new RegExp(known.source, `${known.flags.replace('g', '')}g`)
}
