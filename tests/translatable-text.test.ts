import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { sourceFiles } from './architecture'

/**
 * Translators and other extensions replace text nodes by elements of their own. React then fails when it removes such a
 * text, inserts something before it, or it changes. It does neither to an element's only text. So a text that changes, or
 * whose neighbours come and go, has an element to itself.
 */
it('gives each text that can change an element of its own', () => {
  const screens = ['app', 'components'].flatMap(sourceFiles).filter(({ path }) => path.endsWith('.tsx'))
  expect(screens.length).toBeGreaterThan(50)
  expect(screens.flatMap(({ path, text }) => crowdedTexts(path, text))).toEqual([])
})

it.each([
  ['<p>{a && "Closed."}{b && "Blocked."}</p>', 2],
  ['<p>{isOpen ? "Close" : "Reopen"}<span>E</span></p>', 1],
  ['<p>{name} is here</p>', 2],
  ['<p>Hello{isNew && <b>New</b>}</p>', 1],
  ['<p>{isNew && <b>New</b>}<>Hello</></p>', 1],
  ['<p>{rows.map((row) => <i>{row}</i>)} in all</p>', 1],
  ['<p>{`left`}<Icon />{hint ?? "none"}</p>', 2],
  ['<p>{text}</p>', 0],
  ['<p>{a && "Closed."}</p>', 0],
  ['<p>Read the <a href="/">page</a> first.</p>', 0],
  ['<p>{isNew && <b>New</b>}<span>Hello</span></p>', 0],
  ['<p>{children}<i /></p>', 0],
])('finds what is wrong with %s', (jsx, count) => {
  expect(crowdedTexts('sample.tsx', `export const sample = ${jsx}`)).toHaveLength(count)
})

/** What may be handed in from outside: elements, or the only text where it is put. */
const HANDED_IN = /^(children|actions|addition|beginning|introduction|icon)$/

/** Texts of an agent's or visitor's message never change once they are drawn. */
const NEVER_CHANGE = new Set([
  'components/log/content/message-markup.tsx',
  'components/log/content/message-content.tsx',
])

/** A node of the syntax tree, as https://github.com/estree/estree and its JSX extension describe it. */
// biome-ignore lint/suspicious/noExplicitAny: each kind of node has other fields
type Node = { type: string; start: number; end: number } & Record<string, any>

/** Where a text that can change, or stands beside what can, has siblings. */
function crowdedTexts(file: string, source: string): string[] {
  if (NEVER_CHANGE.has(file)) return []
  const { program, errors } = parseSync(file, source)
  expect(errors).toEqual([])
  return elementsIn(program as unknown as Node)
    .map(childrenOf)
    .filter(
      (children) => children.length > 1 && children.some(({ type }) => type === 'JSXExpressionContainer'),
    )
    .flatMap((children) => children.filter(isText))
    .map(({ start, end }) => {
      const line = source.slice(0, start).split('\n').length
      return `${file}:${line}: ${source.slice(start, end).trim().slice(0, 60)}`
    })
}

/** All elements, and fragments that are not within another element: those are as good as not there. */
function elementsIn(value: unknown, isWithin = false): Node[] {
  if (Array.isArray(value)) return value.flatMap((item) => elementsIn(item, isWithin))
  if (value === null || typeof value !== 'object') return []
  const node = value as Node
  const isElement = node.type === 'JSXElement' || (node.type === 'JSXFragment' && !isWithin)
  const inside = Object.entries(node).flatMap(([key, part]) =>
    elementsIn(part, key === 'children' && node.type.startsWith('JSX')),
  )
  return isElement ? [node, ...inside] : inside
}

/** What React puts side by side. */
function childrenOf(node: Node): Node[] {
  return (node.children as Node[])
    .filter((child) => !isNothing(child))
    .flatMap((child) => (child.type === 'JSXFragment' ? childrenOf(child) : [child]))
}

/** A line break, a comment, or the space at the end of a line. */
function isNothing({ type, value, expression }: Node): boolean {
  if (type === 'JSXText') return value.trim() === '' && value.includes('\n')
  if (type !== 'JSXExpressionContainer') return false
  return expression.type === 'JSXEmptyExpression' || expression.value === ' '
}

function isText({ type, expression }: Node): boolean {
  return type === 'JSXText' || (type === 'JSXExpressionContainer' && mayBeText(expression))
}

function mayBeText(node: Node): boolean {
  switch (node.type) {
    case 'JSXElement':
      return false
    case 'JSXFragment':
      return childrenOf(node).some(isText)
    case 'ConditionalExpression':
      return mayBeText(node.consequent) || mayBeText(node.alternate)
    case 'LogicalExpression':
      return mayBeText(node.right) || (node.operator !== '&&' && mayBeText(node.left))
    case 'ParenthesizedExpression':
      return mayBeText(node.expression)
    case 'Identifier':
      return !HANDED_IN.test(node.name)
    case 'MemberExpression':
      return !HANDED_IN.test(node.property.name)
    case 'CallExpression':
      return !drawsElements(node)
    default:
      return node.value !== null
  }
}

/** `children(…)`, or `list.map(…)` with a function that draws elements. */
function drawsElements({ callee, arguments: [draw] }: Node): boolean {
  if (callee.type === 'Identifier') return HANDED_IN.test(callee.name)
  if (callee.property?.name !== 'map' || draw === undefined) return false
  if (draw.type === 'Identifier') return true
  if (draw.body.type !== 'BlockStatement') return !mayBeText(draw.body)
  const last = draw.body.body.at(-1)
  return last.type === 'ReturnStatement' && !mayBeText(last.argument)
}
