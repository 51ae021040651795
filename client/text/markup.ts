import { type Inline, parseInlines, textOf } from './inline-markup'

/** A list item. `mark` is what precedes its text, with spaces: `24. ` or `- `. */
export type ListItem = { mark: string; inlines: Inline[] }

/** A block of a message. */
export type Block =
  | { kind: 'text' | 'quote'; inlines: Inline[] }
  | { kind: 'list'; isNumbered: boolean; items: ListItem[] }
  | { kind: 'code'; text: string; language: string | null }

type LineKind = 'text' | 'quote' | 'bullets' | 'numbers'
type Run = { kind: LineKind; lines: string[] } | { kind: 'code'; block: Block }

const MARKS = {
  quote: /^> ?/,
  bullets: /^[-*] +(?=\S)/,
  numbers: /^\d{1,3}[.)] +(?=\S)/,
}

/** An indented line below a list item belongs to it: more text, or a nested item. */
const INDENTED = /^(?: {2}|\t)\s*\S/

/** An opening or closing fence: its backticks and what follows. With more backticks after it, it is inline code. */
const FENCE = /^(`{3,})([^`]*)$/
const LANGUAGE = /^[\w+#.-]+$/

/**
 * Parses the markup that agents may use: **bold**, *italic* or _italic_, `code`, [links](https://example.com), fenced code
 * blocks, quotes after `> `, and lists of at least two lines after `-`, `*` or a number; items keep the indented lines below
 * them. Everything else is literal text, as are ambiguous marks. Runs in linear time.
 */
export function parseMarkup(content: string): Block[] {
  return joinTexts(splitRuns(content.split('\n')).map(settle)).map(toBlock)
}

/** An agent's message as one line without marks, for previews. Numbers stay as typed, and items keep a bullet. */
export function withoutMarkup(content: string): string {
  const parts = parseMarkup(content).map((block) => {
    if (block.kind === 'code') return `${block.language ?? ''} ${block.text}`
    if (block.kind !== 'list') return textOf(block.inlines)
    return block.items
      .map(({ mark, inlines }) => (block.isNumbered ? mark : '• ') + textOf(inlines))
      .join(' ')
  })
  return parts.join(' ').replace(/\s+/g, ' ').trim()
}

/** Groups consecutive lines of one kind. */
function splitRuns(lines: readonly string[]): Run[] {
  const closingFences = findClosingFences(lines)
  const runs: Run[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const code = takeCode(lines, at, closingFences)
    const last = runs.at(-1)
    const kind = kindOf(line, last?.kind)
    if (code) runs.push({ kind: 'code', block: code.block })
    else if (last !== undefined && last.kind !== 'code' && last.kind === kind) last.lines.push(line)
    else runs.push({ kind, lines: [line] })
    at += code?.count ?? 1
  }
  return runs
}

function kindOf(line: string, before: Run['kind'] | undefined): LineKind {
  // An empty quoted line continues a quote but does not start one.
  if (/^> +\S/.test(line) || (before === 'quote' && /^> *$/.test(line))) return 'quote'
  if ((before === 'bullets' || before === 'numbers') && INDENTED.test(line)) return before
  if (MARKS.bullets.test(line)) return 'bullets'
  return MARKS.numbers.test(line) ? 'numbers' : 'text'
}

/** The lines that can close a fence, by the number of backticks. */
function findClosingFences(lines: readonly string[]): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const [index, line] of lines.entries()) {
    const [, backticks, rest] = FENCE.exec(line) ?? []
    if (backticks === undefined || rest?.trim() !== '') continue
    const sameLength = found.get(backticks.length)
    if (sameLength) sameLength.push(index)
    else found.set(backticks.length, [index])
  }
  return found
}

/** Unclosed and empty fences are text. */
function takeCode(
  lines: readonly string[],
  from: number,
  closingFences: ReadonlyMap<number, number[]>,
): { block: Block; count: number } | null {
  const [, backticks, rest = ''] = FENCE.exec(lines[from] ?? '') ?? []
  const end = closingFences.get(backticks?.length ?? 0)?.find((index) => index > from)
  if (end === undefined) return null

  // Text after the backticks that is not a language name belongs to the code.
  const info = rest.trim()
  const language = LANGUAGE.test(info) ? info : null
  const text = [...(language === null && info !== '' ? [rest] : []), ...lines.slice(from + 1, end)].join('\n')
  if (text.trim() === '') return null
  return { block: { kind: 'code', text, language }, count: end - from + 1 }
}

/**
 * As single lines, these may be literal: `24. December`, `- 5 °C`, `* while stocks last`, `> 16 GB`. A number reads the same
 * either way.
 */
const AMBIGUOUS = /^(?:\d|\* |[->] +[\d.,=<>$€£¥+-])/

function settle(run: Run): Run {
  if (run.kind === 'code' || run.lines.slice(1).some((line) => !INDENTED.test(line))) return run
  return AMBIGUOUS.test(run.lines[0] ?? '') ? { ...run, kind: 'text' } : run
}

function joinTexts(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.kind === 'text' && last?.kind === 'text') last.lines.push(...run.lines)
    else joined.push(run)
  }
  return joined
}

function toBlock(run: Run): Block {
  if (run.kind === 'code') return run.block
  const { kind, lines } = run
  if (kind === 'text') return { kind, inlines: parseInlines(lines.join('\n')) }
  if (kind === 'quote')
    return { kind, inlines: parseInlines(lines.map((line) => line.replace(MARKS.quote, '')).join('\n')) }

  const items = splitItems(lines).map((item) => {
    const mark = MARKS[kind].exec(item)?.[0] ?? ''
    return { mark, inlines: parseInlines(item.slice(mark.length)) }
  })
  return { kind: 'list', isNumbered: kind === 'numbers', items }
}

/** A list's items, each with its indented lines. */
function splitItems(lines: readonly string[]): string[] {
  const starts = lines.flatMap((line, index) => (INDENTED.test(line) ? [] : [index]))
  return starts.map((start, index) => lines.slice(start, starts[index + 1]).join('\n'))
}
