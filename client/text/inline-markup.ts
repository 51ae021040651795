import { linkify } from './linkify'

/** A part of a line. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'bold' | 'italic'; inlines: Inline[] }

/** Placeholder for code while emphasis is parsed: code contains no marks, but may be between them. */
const CODE = '\ufffc'

/**
 * Scripts without spaces between words, where marks directly adjoin letters. In other scripts, a mark that touches a letter on
 * the outside is literal: `2*3*4`, it`s, `snake_case_name`.
 */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}、。，！？：；（）「」'
const BEFORE = `(?<=^|[\\s\\p{Ps}\\p{Pi}"'—–${UNSPACED}${CODE}])`
const AFTER = `(?=$|[\\s\\p{Pe}\\p{Pf}"'.,;:!?…—–${UNSPACED}${CODE}-])`
/** Requires a letter or digit between marks, unlike in kaomoji such as `*_*`. */
const WORDS = (mark: string) => `(?=[^${mark}\\n]*[\\p{L}\\p{N}${CODE}])`

/** Emphasis cannot nest in itself, which keeps text such as `****` linear to parse. */
const EMPHASIS = new RegExp(
  [
    `${BEFORE}\\*\\*(?=[^\\s.,/\\\\^)])${WORDS('*')}[^*\\n]*[^\\s*,/\\\\(|]\\*\\*${AFTER}`,
    `${BEFORE}\\*(?=[^\\s*.,/\\\\^)])${WORDS('*')}[^*\\n]*[^\\s*,/\\\\(|]\\*${AFTER}`,
    `${BEFORE}_(?=[\\p{L}\\p{N}"'\\p{Pi}${CODE}])${WORDS('_')}[^_\\n]*[^\\s_,/\\\\(|]_${AFTER}`,
  ].join('|'),
  'gu',
)

const CODE_BEFORE = new RegExp(`${BEFORE}[*_]{0,2}$|[:=,/|+-]$`, 'u')
const CODE_AFTER = new RegExp(`^(?:[*_]{0,2}${AFTER}|[=/|+])`, 'u')

/** Addresses may contain balanced brackets: `/wiki/Lamp_(fixture)`. */
const LABELLED_LINK =
  /\[([^[\]\n\ufffc]{1,200})\]\(((?:https?:\/\/|mailto:)(?:[^\s()]|\([^\s()]{0,200}\)){1,2000})\)/g

/** Parses one or more lines. */
export function parseInlines(text: string): Inline[] {
  return text.split(/(\n)/).flatMap(parseLine).reduce(appendInline, [])
}

/** The readable text. Labelled links include their address. */
export function textOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ('inlines' in inline) return textOf(inline.inlines)
      const isLabelled = inline.kind === 'link' && !hasAddress(inline.text)
      return isLabelled ? `${inline.text} (${inline.href})` : inline.text
    })
    .join('')
}

function parseLine(line: string): Inline[] {
  const pieces = splitCode(line)
  const codes = pieces.filter(({ kind }) => kind === 'code')
  // The placeholder occurs in the text itself.
  if (codes.length === 0 || line.includes(CODE)) return pieces.flatMap(parseEmphasis)
  const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : CODE)).join('')
  return putBack(parseEmphasis({ kind: 'text', text }), codes.values())
}

/** Puts the code back in place of the placeholders, in order. */
function putBack(inlines: readonly Inline[], codes: Iterator<Inline, undefined>): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    if ('inlines' in inline) return [{ ...inline, inlines: putBack(inline.inlines, codes) }]
    if (inline.kind !== 'text') return [inline]
    return inline.text.split(new RegExp(`(${CODE})`)).flatMap((text): Inline[] => {
      const code = text === CODE ? codes.next().value : undefined
      if (code) return [code]
      return text === '' ? [] : [{ kind: 'text', text }]
    })
  })
}

/** Splits a line into code, between equal numbers of backticks, and the text around it. */
function splitCode(line: string): Inline[] {
  if (!line.includes('`')) return [{ kind: 'text', text: line }]
  const inlines: Inline[] = []
  let from = 0
  for (const { start, end, length } of pairBackticks(line)) {
    if (start < from || !isCode(line, { start, end, length })) continue
    inlines.push({ kind: 'text', text: line.slice(from, start) })
    inlines.push({ kind: 'code', text: unpadded(line.slice(start + length, end)) })
    from = end + length
  }
  return [...inlines, { kind: 'text', text: line.slice(from) }]
}

/** Two runs of backticks of equal length, by their positions. */
type Pair = { start: number; end: number; length: number }

function pairBackticks(line: string): Pair[] {
  const pairs: Pair[] = []
  const nextStarts = new Map<number, number>()
  for (const { 0: run, index } of [...line.matchAll(/`+/g)].reverse()) {
    const end = nextStarts.get(run.length)
    if (end !== undefined) pairs.push({ start: index, end, length: run.length })
    nextStarts.set(run.length, index)
  }
  return pairs.reverse()
}

/** Code needs free-standing backticks and must not be empty. In it`s, the backtick is an apostrophe. */
function isCode(line: string, { start, end, length }: Pair): boolean {
  return (
    CODE_BEFORE.test(line.slice(Math.max(0, start - 3), start)) &&
    CODE_AFTER.test(line.slice(end + length, end + length + 3)) &&
    line.slice(start + length, end).trim() !== ''
  )
}

/** Code that begins or ends with a backtick is padded with spaces. Removes them. */
function unpadded(code: string): string {
  return code.length > 2 && code.startsWith(' ') && code.endsWith(' ') ? code.slice(1, -1) : code
}

function parseEmphasis(inline: Inline): Inline[] {
  if (inline.kind !== 'text') return [inline]
  const { text } = inline
  const links = linkRanges(text)
  const inlines: Inline[] = []
  let from = 0
  for (const { 0: marked, index } of text.matchAll(EMPHASIS)) {
    // Marks inside an address are part of it; marks around it are not.
    if (links.some(({ start, end }) => start < index && index < end)) continue
    const marks = marked.startsWith('**') ? 2 : 1
    inlines.push(...parseLinks(text.slice(from, index)), {
      kind: marks === 2 ? 'bold' : 'italic',
      // Terminates: the content cannot contain the same mark.
      inlines: parseEmphasis({ kind: 'text', text: marked.slice(marks, -marks) }),
    })
    from = index + marked.length
  }
  return [...inlines, ...parseLinks(text.slice(from))]
}

function linkRanges(text: string): { start: number; end: number }[] {
  let end = 0
  return linkify(text).flatMap((part) => {
    const start = end
    end += part.text.length
    return part.href === null ? [] : [{ start, end }]
  })
}

function parseLinks(text: string): Inline[] {
  const inlines: Inline[] = []
  let from = 0
  for (const { 0: whole, 1: label = '', 2: address = '', index } of text.matchAll(LABELLED_LINK)) {
    const [link, ...more] = linkify(address)
    // Labels that are addresses could mislead.
    if (!link?.href || more.length > 0 || hasAddress(label)) continue
    inlines.push(...addressLinks(text.slice(from, index)), { kind: 'link', text: label, href: link.href })
    from = index + whole.length
  }
  return [...inlines, ...addressLinks(text.slice(from))]
}

function hasAddress(text: string): boolean {
  return linkify(text).some(({ href }) => href !== null)
}

function addressLinks(text: string): Inline[] {
  return linkify(text).map(({ text, href }) =>
    href === null ? { kind: 'text', text } : { kind: 'link', text, href },
  )
}

/** Merges adjacent texts and drops empty ones. */
function appendInline(inlines: Inline[], inline: Inline): Inline[] {
  const last = inlines.at(-1)
  if (inline.kind === 'text' && last?.kind === 'text') last.text += inline.text
  else if (!('text' in inline) || inline.text !== '') inlines.push(inline)
  return inlines
}
