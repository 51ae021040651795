import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { sourceFiles } from './architecture'

/** Pages whose texts are not the product's. */
const OTHERS = new Set([
  // A fictional shop, like a customer's own page.
  'app/page.tsx',
  // A script as a text.
  'app/theme-script.tsx',
])

/** The same in every language: our name, code and typed addresses, key labels, a unit, sample letters. */
const SAME_EVERYWHERE = /^(Porchlight|npm run agents -- \S+ \S+|https:\/\/\S+|data-key|[DEZ]|px|Aa)$/

it('has no literal texts in pages, components and hooks: they are in the catalogues', () => {
  const files = ['app', 'components', 'hooks', 'widget'].flatMap(sourceFiles)
  expect(files.filter(({ path }) => path.endsWith('.tsx')).length).toBeGreaterThan(120)
  const found = files.filter(({ path }) => !OTHERS.has(path)).flatMap(({ path, text }) => wordsIn(path, text))
  expect(found).toEqual([])
})

it('asks for words when they are shown: what a module keeps from its loading stays in one language', () => {
  const files = ['app', 'client', 'components', 'hooks'].flatMap(sourceFiles)
  expect(files.flatMap(({ path, text }) => askedWhileLoading(path, text))).toEqual([])
})

it.each([
  ['const UNDO = t("undo")', 1],
  ['const themes = [{ value: "dark", label: t("dark") }]', 1],
  ['export const metadata = { title: t("inboxTitle") }', 1],
  ['const theme = { name: teamWords.t("people") }', 1],
  ['const [before] = inboxWords.around("deleteAbout")', 1],
  ['const undo = () => t("undo")', 0],
  ['const theme = { get name() { return t("dark") } }', 0],
  ['function title() { return t("inboxTitle") }', 0],
  ['class Title { text = () => t("inboxTitle") }', 0],
])('finds words that are asked for while a module loads in %s', (code, count) => {
  expect(askedWhileLoading('sample.tsx', code)).toHaveLength(count)
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
  ['{ label: "Newest" }', 1],
  ['<AccountForm submitLabel="Join" />', 1],
  ['<p>{t("hello")}</p>', 0],
  ['<p>Porchlight &nbsp; <kbd>E</kbd></p>', 0],
  ['<input placeholder="https://shop.example" />', 0],
  ['<p>{`↓ 2`} · \u00a0</p>', 0],
  ['<p role="status" className="large print">{names.map((name) => <b key="a">{name}</b>)}</p>', 0],
  ['() => { throw new Error("There is no host") }', 0],
])('finds what is wrong with %s', (code, count) => {
  expect(wordsIn('sample.tsx', `export const sample = ${code}`)).toHaveLength(count)
})

/** A node of the syntax tree, see https://github.com/estree/estree and its JSX extension. */
// biome-ignore lint/suspicious/noExplicitAny: each kind of node has other fields
type Node = { type: string; start: number } & Record<string, any>

/** Attributes and properties that people read or hear. */
const READ =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|alt|\w*[lL]abel|hint|introduction|placeholder|text|title)$/

/** Two words, the first of them capitalized as at the start of a sentence. */
const SENTENCE = /^\p{Lu}[\p{Ll}’']* \p{L}/u

/** Where the code contains a text that people read, as `file:line: text`. */
function wordsIn(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source)
  expect(errors).toEqual([])
  const found = new Map<number, string>()

  function note(node: Node, text: string) {
    const read = text.replace(/&\w+;/g, ' ').trim()
    if (/\p{L}/u.test(read) && !SAME_EVERYWHERE.test(read)) found.set(node.start, read)
  }

  /** Collects the texts that an expression may evaluate to. */
  function read(node: Node | null) {
    if (node === null) return
    if (node.type === 'JSXExpressionContainer') read(node.expression)
    else if (node.type === 'ConditionalExpression') [node.consequent, node.alternate].forEach(read)
    else if (node.type === 'LogicalExpression') [node.left, node.right].forEach(read)
    else for (const text of textsOf(node)) note(node, text)
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
    if (node.type === 'Property' && READ.test(node.key.name ?? '') && isCapital(node.value)) read(node.value)
    if (node.type === 'CallExpression' && node.callee.name === 'announce') read(node.arguments[0] ?? null)
    if (textsOf(node).some((text) => SENTENCE.test(text))) note(node, textsOf(node).join('…'))
    Object.values(node).forEach(visit)
  }

  visit(program)
  return [...found].map(
    ([start, text]) => `${file}:${source.slice(0, start).split('\n').length}: ${text.trim()}`,
  )
}

/** Where a module asks a catalogue for words before anyone calls a function of it, as `file:line`. */
function askedWhileLoading(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source)
  expect(errors).toEqual([])
  const found: number[] = []

  function visit(value: unknown): void {
    if (value === null || typeof value !== 'object') return
    if (Array.isArray(value)) return void value.forEach(visit)
    const node = value as Node
    if (/Function/.test(node.type)) return
    const asked = node.type === 'CallExpression' ? (node.callee.property ?? node.callee) : null
    if (/^(t|around|sentenceFor\w*)$/.test(asked?.name ?? '')) found.push(node.start)
    Object.values(node).forEach(visit)
  }

  visit(program)
  return found.map((start) => `${file}:${source.slice(0, start).split('\n').length}`)
}

/** Ids, which are not shown, start with a lower-case letter. */
function isCapital(node: Node): boolean {
  return textsOf(node).some((text) => /^\p{Lu}/u.test(text))
}

function textsOf(node: Node): string[] {
  if (node.type === 'JSXText') return [node.value]
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type === 'TemplateLiteral') return node.quasis.map((part: Node) => part.value.cooked)
  return []
}
