import { linkify } from './linkify'

/** A piece of a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic'; text: string }

/** A piece of a message. */
export type Block =
  | { kind: 'text' | 'quote'; inlines: Inline[] }
  | { kind: 'list'; isNumbered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }

const FENCE = /^```/
const QUOTE = /^> ?/
const BULLET = /^[-*] +(?=\S)/
const NUMBER = /^\d{1,3}[.)] +(?=\S)/

const CODE = /(`[^`\n]+`)/
// What is marked holds no further mark, so a text of nothing but marks is read once.
const EMPHASIS =
  /(\*\*(?=\S)[^*\n]*[^*\s]\*\*|(?<![\w*])\*(?=\S)[^*\n]*[^*\s]\*(?![\w*])|(?<!\w)_(?=\S)[^_\n]*[^_\s]_(?!\w))/

/**
 * Reads the little markup that agents may use: **bold**, *italic* or _italic_, `code`, a fenced block of code, quotes
 * after `>`, and lists after `-`, `*` or a number. Everything else is text as it stands. The time grows with the length.
 */
export function parseMarkup(content: string): Block[] {
  const blocks: Block[] = []
  const lines = content.split('\n')
  for (let at = 0; at < lines.length; ) {
    const taken = takeCode(lines, at) ?? takeRun(lines, at)
    blocks.push(taken.block)
    at += taken.count
  }
  return blocks
}

/** The pieces of one line or of several. */
export function parseInlines(text: string): Inline[] {
  return text.split(CODE).flatMap((part, index): Inline[] => {
    if (index % 2 === 1) return [{ kind: 'code', text: part.slice(1, -1) }]
    return linkify(part).flatMap(({ text, href }) =>
      href === null ? parseEmphasis(text) : [{ kind: 'link', text, href }],
    )
  })
}

/** An agent's message in one line and without its marks, for where only its beginning is shown. */
export function withoutMarkup(content: string): string {
  const parts = parseMarkup(content).map((block) => {
    if (block.kind === 'code') return block.text
    const lines = block.kind === 'list' ? block.items : [block.inlines]
    return lines.map((inlines) => inlines.map(({ text }) => text).join('')).join(' ')
  })
  return parts.join(' ').replace(/\s+/g, ' ').trim()
}

type Taken = { block: Block; count: number }

/** A fence that nobody closes is text. */
function takeCode(lines: readonly string[], from: number): Taken | null {
  if (!FENCE.test(lines[from] ?? '')) return null
  const end = lines.findIndex((line, index) => index > from && FENCE.test(line))
  if (end === -1) return null
  return { block: { kind: 'code', text: lines.slice(from + 1, end).join('\n') }, count: end - from + 1 }
}

/** As many lines as are of one kind. */
function takeRun(lines: readonly string[], from: number): Taken {
  const kind = kindOf(lines[from] ?? '')
  let end = from + 1
  while (end < lines.length && kindOf(lines[end] ?? '') === kind && !FENCE.test(lines[end] ?? '')) end += 1
  const run = lines.slice(from, end)
  return { block: toBlock(kind, run), count: run.length }
}

function kindOf(line: string): 'quote' | 'bullets' | 'numbers' | 'text' {
  if (QUOTE.test(line)) return 'quote'
  if (BULLET.test(line)) return 'bullets'
  return NUMBER.test(line) ? 'numbers' : 'text'
}

function toBlock(kind: ReturnType<typeof kindOf>, run: readonly string[]): Block {
  if (kind === 'text') return { kind, inlines: parseInlines(run.join('\n')) }
  if (kind === 'quote')
    return { kind, inlines: parseInlines(run.map((line) => line.replace(QUOTE, '')).join('\n')) }
  const mark = kind === 'bullets' ? BULLET : NUMBER
  return {
    kind: 'list',
    isNumbered: kind === 'numbers',
    items: run.map((line) => parseInlines(line.replace(mark, ''))),
  }
}

function parseEmphasis(text: string): Inline[] {
  return text.split(EMPHASIS).flatMap((part, index): Inline[] => {
    if (part === '') return []
    if (index % 2 === 0) return [{ kind: 'text', text: part }]
    const isBold = part.startsWith('**')
    const marks = isBold ? 2 : 1
    return [{ kind: isBold ? 'bold' : 'italic', text: part.slice(marks, -marks) }]
  })
}
