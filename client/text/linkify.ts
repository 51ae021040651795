import { tokenize } from 'linkifyjs'
import { parseUrl } from '@/contract/parse-url'

/** A part of a message: plain text, or a link. */
export type TextPart = { text: string; href: string | null }

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

/** The library does not support these. Only with `tel:`, because plain numbers are ambiguous. */
const TELEPHONE = /(\btel:\+?[0-9](?:[0-9().-]{0,28}[0-9])?)/

/**
 * Scripts that a host may consist of. Letters of different scripts look alike, so a host that mixes them, including its ending,
 * could imitate another and stays text.
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

/** No real address has more dots, and the library's time is quadratic in them. */
const MOST_DOTS = 40

/**
 * Characters that end an address without a space: full-width and East Asian punctuation, curly quotes, Arabic and Indic full
 * stops, the em dash, and invisible, bidirectional and object replacement characters, which come along when addresses are
 * copied. Not ASCII, which addresses contain, nor middle dots and joiners, which names contain.
 */
const SEPARATORS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they start the ASCII range
  /((?:(?![\u0000-\u007f·・])[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}—―｜～〜\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc])+)/u

/**
 * Endings that make a name without `http` or `www` an address. Few on purpose: many endings are also file extensions or words
 * (`README.md`, `setup.sh`, `Thanks.It`).
 */
const COMMON_ENDINGS = new Set(
  'com org net edu gov info biz io dev app eu uk de fr nl ch jp cn au nz ca br'.split(' '),
)

/** `icon@2x.png` is a file. */
const FILE_ENDINGS = new Set('png jpg jpeg gif webp svg ico pdf zip gz txt md js ts json css html'.split(' '))

/** The characters of a host. Any other ends it. */
const HOST_CHARACTERS = /^[\p{L}\p{M}\p{N}._·・:[\]@-]*/u

/** An ASCII host directly followed by a word of a script without spaces, as in `https://example.comです`. */
const HOST_BEFORE_WORD =
  /^((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])/iu

/** Where an address with `www.` may begin. */
const WWW = /(?<![\p{L}\p{N}@./:-])(?=www\.[\p{L}\p{N}-]+\.\p{L})/iu

/**
 * Splits a text into plain parts and links that add up to the text. Only unambiguous web, mail and telephone addresses become
 * links.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = []
  // Captures, so that the spaces between words are kept.
  for (const part of text.split(/(\s+)/).flatMap(linkifyWord)) {
    const last = parts.at(-1)
    if (last !== undefined && last.href === null && part.href === null) last.text += part.text
    else if (part.text !== '') parts.push(part)
  }
  return parts
}

function linkifyWord(word: string): TextPart[] {
  return word.split(SEPARATORS).flatMap((piece) => {
    if (!/[.:@]/.test(piece) || piece.split('.', MOST_DOTS + 2).length > MOST_DOTS + 1) return [plain(piece)]
    return piece.split(WWW).flatMap(linkifyPiece)
  })
}

function linkifyPiece(piece: string): TextPart[] {
  // The library accepts only real endings unless there is a scheme; then it accepts any, as for internal hosts.
  const scheme = WWW.exec(piece)?.index === 0 ? 'https://' : ''
  let before = ''
  return tokenize(scheme + piece).flatMap((token, index) => {
    const text = index === 0 ? token.toString().slice(scheme.length) : token.toString()
    const parts = token.isLink ? linkFor(text, token.toHref('https'), before) : linkifyRest(text)
    before = text.slice(-1)
    return parts
  })
}

/** The link for an address, without adjacent characters. `before` is the preceding character. */
function linkFor(text: string, href: string, before: string): TextPart[] {
  const kept = text.slice(0, addressLength(text, before))
  const link = { text: kept, href: safeHref(kept, href.slice(0, href.length - (text.length - kept.length))) }
  return kept === text ? [link] : [link, plain(text.slice(kept.length))]
}

/** The length of the address in `text`, without an adjoining word or emphasis marks. */
function addressLength(text: string, before: string): number {
  // The local part of a mail address may contain more characters than a host.
  const start = /^(?:https?:\/\/|[^/?#]*@)/i.exec(text)?.[0].length ?? 0
  const [authority = ''] = text.slice(start).split(/[/?#]/, 1)
  const host = HOST_BEFORE_WORD.exec(authority)?.[0] ?? HOST_CHARACTERS.exec(authority)?.[0] ?? ''
  if (host.length < authority.length) return start + host.length
  // Addresses may end with these two, unless they also precede it.
  const marks = before === '_' || before === '~' ? /[*`|^_~]+$/ : /[*`|^]+$/
  return text.length - (marks.exec(text)?.[0].length ?? 0)
}

function safeHref(text: string, href: string): string | null {
  const protocol = parseUrl(href)?.protocol
  if (protocol === undefined) return null
  const host = hostOf(href)
  // Text before an @ could pass for the host: https://good.example@evil.example.
  if (!PROTOCOLS.has(protocol) || (protocol !== 'mailto:' && host.includes('@'))) return null
  return isOneScript(host) && isMeant(text) ? href : null
}

/** Without a scheme or `www`, accepts only common endings in lower case, because sentences begin with a capital. */
function isMeant(text: string): boolean {
  if (/^(?:https?:\/\/|mailto:|www\.)/i.test(text) || text.includes('@')) return true
  const [host = ''] = text.split(/[/?#:]/, 1)
  return COMMON_ENDINGS.has(host.slice(host.lastIndexOf('.') + 1))
}

/** The host as written; `URL` would convert it to ASCII. */
function hostOf(href: string): string {
  return /^(?:https?:\/\/|mailto:)([^/?#]*)/i.exec(href)?.[1] ?? href
}

function isOneScript(host: string): boolean {
  return SCRIPTS.some((script) => script.test(host))
}

/** Finds links that the library misses: telephone numbers, and mail addresses with unknown endings. */
function linkifyRest(text: string): TextPart[] {
  return text
    .split(TELEPHONE)
    .flatMap((part, index) => (index % 2 === 1 ? [{ text: part, href: part }] : linkifyMail(part)))
}

function linkifyMail(text: string): TextPart[] {
  const at = text.indexOf('@')
  const local = /[\p{L}\p{N}][\p{L}\p{N}._%+-]*$/u.exec(text.slice(Math.max(0, at - 64), at))?.[0]
  const domain = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u.exec(text.slice(at + 1))?.[0]
  if (at < 1 || local === undefined || domain === undefined) return [plain(text)]

  const start = at - local.length
  const isHandle = start > 0 && /[@/:.]/.test(text.charAt(start - 1))
  if (isHandle || !isMailDomain(domain) || !isOneScript(local + domain)) return [plain(text)]
  const address = `${local}@${domain}`
  return [
    plain(text.slice(0, start)),
    { text: address, href: `mailto:${address}` },
    plain(text.slice(start + address.length)),
  ]
}

/** `package@1.2.beta` is a version, `icon@2x.png` a file. */
function isMailDomain(domain: string): boolean {
  const labels = domain.split('.')
  const ending = labels.at(-1) ?? ''
  return (
    /^\p{L}{2,}$/u.test(ending) &&
    /\p{L}/u.test(labels.at(-2) ?? '') &&
    !FILE_ENDINGS.has(ending.toLowerCase())
  )
}

function plain(text: string): TextPart {
  return { text, href: null }
}
