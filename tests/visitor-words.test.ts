import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { sourceFiles } from './architecture'

/** What agents alone see, beside `components/agent`. */
const DESK = new Set(['hooks/use-unread-signs.ts'])

/** What visitors and agents share, and what visitors alone see: its words come from `client/words`. */
const shared = [...sourceFiles('components'), ...sourceFiles('hooks')].filter(
  ({ path }) => !path.startsWith('components/agent/') && !DESK.has(path),
)

it('has no words in what visitors see: those are in the catalogues', () => {
  expect(shared.filter(({ path }) => path.endsWith('.tsx')).length).toBeGreaterThan(25)
  expect(shared.flatMap(({ path, text }) => wordsIn(path, text))).toEqual([])
})

it.each([
  ['<p>Hello</p>', 1],
  ['<p>{isOpen ? "Close" : t("open")}</p>', 1],
  ['<p>{a && `Show all`}</p>', 1],
  ['<button aria-label="Close">×</button>', 1],
  ['<input placeholder={isNew ? "Write" : "Go on"} />', 2],
  ['<MessageComposer label="Message" />', 1],
  ['announce("New message")', 1],
  ['announce(isOne ? `One message` : text)', 1],
  ['() => "We will reply later"', 1],
  ['<p>{t("hello")}</p>', 0],
  ['<p>{`↓ 2`} · \u00a0</p>', 0],
  ['<p role="status" className="large print">{names.map((name) => <b key="a">{name}</b>)}</p>', 0],
  ['() => { throw new Error("There is no host") }', 0],
])('finds what is wrong with %s', (code, count) => {
  expect(wordsIn('sample.tsx', `export const sample = ${code}`)).toHaveLength(count)
})

/** A node of the syntax tree, as https://github.com/estree/estree and its JSX extension describe it. */
// biome-ignore lint/suspicious/noExplicitAny: each kind of node has other fields
type Node = { type: string; start: number } & Record<string, any>

/** Attributes and properties that people read or hear. */
const READ =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|alt|label|placeholder|text|title)$/

/** Two words of which the first begins a sentence, wherever they stand. */
const SENTENCE = /^\p{Lu}[\p{Ll}’']* \p{L}/u

/** Where a text that people read stands in the code, as `file:line: text`. */
function wordsIn(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source)
  expect(errors).toEqual([])
  const found = new Map<number, string>()

  /** Notes the texts that an expression may be. */
  function read(node: Node | null) {
    if (node === null) return
    if (node.type === 'JSXExpressionContainer') read(node.expression)
    else if (node.type === 'ConditionalExpression') [node.consequent, node.alternate].forEach(read)
    else if (node.type === 'LogicalExpression') [node.left, node.right].forEach(read)
    else for (const text of textsOf(node)) if (/\p{L}/u.test(text)) found.set(node.start, text)
  }

  function visit(value: unknown): void {
    if (value === null || typeof value !== 'object') return
    if (Array.isArray(value)) {
      value.forEach(visit)
      return
    }
    const node = value as Node
    if (node.type === 'ThrowStatement') return
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') node.children.forEach(read)
    if (node.type === 'JSXAttribute' && READ.test(node.name.name)) read(node.value)
    if (node.type === 'CallExpression' && node.callee.name === 'announce') read(node.arguments[0] ?? null)
    if (textsOf(node).some((text) => SENTENCE.test(text))) found.set(node.start, textsOf(node).join('…'))
    Object.values(node).forEach(visit)
  }

  visit(program)
  return [...found].map(
    ([start, text]) => `${file}:${source.slice(0, start).split('\n').length}: ${text.trim()}`,
  )
}

function textsOf(node: Node): string[] {
  if (node.type === 'JSXText') return [node.value]
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type === 'TemplateLiteral') return node.quasis.map((part: Node) => part.value.cooked)
  return []
}
