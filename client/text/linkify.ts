import { tokenize } from 'linkifyjs'

/** A piece of a message: plain text, or text that leads somewhere. */
export type TextPart = { text: string; href: string | null }

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

/** The library does not know them. Written out as an address only: any number could be anything. */
const TELEPHONE = /(\btel:\+?[0-9](?:[0-9().-]{0,28}[0-9])?)/

/**
 * Letters of different scripts look alike: a host that mixes them, its ending included, could pass for another one and
 * stays text.
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
 * What ends an address although no space follows: full-width and East Asian marks, curly quotes, Arabic and Indic full
 * stops, the em dash, and characters without a shape, or for a picture, that come along when an address is copied or turn its letters round.
 * Not ASCII, whose marks occur in addresses, nor the middle dots and joiners, which occur in names.
 */
const SEPARATORS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  /((?:(?![\u0000-\u007f·・])[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}—―｜～〜\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc])+)/u

/**
 * The endings after which a name without `http` or `www` counts as an address. Few on purpose: many endings are also file
 * extensions or words (`README.md`, `setup.sh`, `Thanks.It`).
 */
const COMMON_ENDINGS = new Set(
  'com org net edu gov info biz io dev app eu uk de fr nl ch jp cn au nz ca br'.split(' '),
)

/** `icon@2x.png` is a file. */
const FILE_ENDINGS = new Set('png jpg jpeg gif webp svg ico pdf zip gz txt md js ts json css html'.split(' '))

/** What a host may be made of. Anything else ends it. */
const HOST_CHARACTERS = /^[\p{L}\p{M}\p{N}._·・:[\]@-]*/u

/** An ASCII host with a word of a script without spaces stuck to it, as in `https://example.comです`. */
const HOST_BEFORE_WORD =
  /^((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])/iu

/** Where an address that begins with `www.` may begin. */
const WWW = /(?<![\p{L}\p{N}@./:-])(?=www\.[\p{L}\p{N}-]+\.\p{L})/iu

/**
 * Splits a text into plain parts and links. Together the parts are the text, unchanged. Only web, mail and telephone
 * addresses become links, and only where it is plain which address is meant.
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
  return word.split(SEPARATORS).flatMap((piece) => {
    if (!/[.:@]/.test(piece) || piece.split('.', MOST_DOTS + 2).length > MOST_DOTS + 1) return [plain(piece)]
    return piece.split(WWW).flatMap(linkifyPiece)
  })
}

function linkifyPiece(piece: string): TextPart[] {
  // The library knows real endings only; given a scheme it takes any, as for the hosts of a company's own network.
  const scheme = WWW.exec(piece)?.index === 0 ? 'https://' : ''
  let before = ''
  return tokenize(scheme + piece).flatMap((token, index) => {
    const text = index === 0 ? token.toString().slice(scheme.length) : token.toString()
    const parts = token.isLink ? linkFor(text, token.toHref('https'), before) : linkifyRest(text)
    before = text.slice(-1)
    return parts
  })
}

/** The link for an address, without what only stands beside it. `before` is the character in front of it. */
function linkFor(text: string, href: string, before: string): TextPart[] {
  const kept = text.slice(0, addressLength(text, before))
  const link = { text: kept, href: safeHref(kept, href.slice(0, href.length - (text.length - kept.length))) }
  return kept === text ? [link] : [link, plain(text.slice(kept.length))]
}

/** How much of `text` is the address: not a word stuck to its host, nor marks of emphasis around it. */
function addressLength(text: string, before: string): number {
  // The name in front of a mail address may be made of more than a host may.
  const start = /^(?:https?:\/\/|[^/?#]*@)/i.exec(text)?.[0].length ?? 0
  const [authority = ''] = text.slice(start).split(/[/?#]/, 1)
  const host = HOST_BEFORE_WORD.exec(authority)?.[0] ?? HOST_CHARACTERS.exec(authority)?.[0] ?? ''
  if (host.length < authority.length) return start + host.length
  // An address may end with these two, but not where they stand on both of its sides.
  const marks = before === '_' || before === '~' ? /[*`|^_~]+$/ : /[*`|^]+$/
  return text.length - (marks.exec(text)?.[0].length ?? 0)
}

function safeHref(text: string, href: string): string | null {
  if (!URL.canParse(href)) return null
  const { protocol } = new URL(href)
  const host = hostOf(href)
  // What stands before an @ passes for the host: https://good.example@evil.example.
  if (!PROTOCOLS.has(protocol) || (protocol !== 'mailto:' && host.includes('@'))) return null
  return isOneScript(host) && isMeant(text) ? href : null
}

/** Without a scheme or `www`, only what ends as most addresses do, in small letters: a sentence begins with a capital. */
function isMeant(text: string): boolean {
  if (/^(?:https?:\/\/|mailto:|www\.)/i.test(text) || text.includes('@')) return true
  const [host = ''] = text.split(/[/?#:]/, 1)
  return COMMON_ENDINGS.has(host.slice(host.lastIndexOf('.') + 1))
}

/** As it is written, where `URL` would write it in ASCII. */
function hostOf(href: string): string {
  return /^(?:https?:\/\/|mailto:)([^/?#]*)/i.exec(href)?.[1] ?? href
}

function isOneScript(host: string): boolean {
  return SCRIPTS.some((script) => script.test(host))
}

/** What the library knows no link in: telephone numbers, and mail addresses with an ending that it does not know. */
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

/** `package@1.2.beta` names a version, `icon@2x.png` a file. */
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
