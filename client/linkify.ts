import { tokenize } from 'linkifyjs'

/** A piece of a message: plain text, or text that leads somewhere. */
export type TextPart = { text: string; href: string | null }

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

/** The library does not know them. Written out as an address only: any number could be anything. */
const TELEPHONE = /(\btel:\+?[0-9](?:[0-9().-]{0,28}[0-9])?)/

/**
 * Letters of different scripts look alike: a host of several, its ending included, could pass for another and stays text.
 */
const SCRIPTS = [
  /^[\p{Script=Latin}\P{L}]*$/u,
  /^[\p{Script=Cyrillic}\P{L}]*$/u,
  /^[\p{Script=Greek}\P{L}]*$/u,
  /^[\p{Script=Arabic}\P{L}]*$/u,
  /^[\p{Script=Hebrew}\P{L}]*$/u,
  /^[\p{Script=Devanagari}\P{L}]*$/u,
  /^[\p{Script=Thai}\P{L}]*$/u,
  /^[\p{Script=Hangul}\P{L}]*$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\P{L}]*$/u,
]

/** No address has more dots, and the library's time grows with their square. */
const MOST_DOTS = 40

/**
 * Splits a text into plain parts and links. Together the parts are the text, unchanged. Only web, mail and telephone
 * addresses become links.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = []
  // Split by a group, so that the spaces between the words are kept.
  for (const part of text.split(/(\s+)/).flatMap(linkifyWord)) {
    const last = parts.at(-1)
    if (last !== undefined && last.href === null && part.href === null) last.text += part.text
    else if (part.text !== '') parts.push(part)
  }
  return parts
}

function linkifyWord(word: string): TextPart[] {
  if (!/[.:@]/.test(word) || word.split('.', MOST_DOTS + 2).length > MOST_DOTS + 1) {
    return [{ text: word, href: null }]
  }
  return tokenize(word).flatMap((token) =>
    token.isLink
      ? { text: token.toString(), href: safeHref(token.toHref('https')) }
      : linkifyTelephones(token.toString()),
  )
}

function linkifyTelephones(text: string): TextPart[] {
  return text.split(TELEPHONE).map((part, index) => ({ text: part, href: index % 2 === 1 ? part : null }))
}

function safeHref(href: string): string | null {
  if (!URL.canParse(href) || !PROTOCOLS.has(new URL(href).protocol)) return null
  return isOneScript(hostOf(href)) ? href : null
}

/** As it is written, where `URL` would write it in ASCII. */
function hostOf(href: string): string {
  return /^(?:https?:\/\/|mailto:)([^/?#]*)/i.exec(href)?.[1] ?? href
}

function isOneScript(host: string): boolean {
  return SCRIPTS.some((script) => script.test(host))
}
