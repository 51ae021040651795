import { type ReactNode, useMemo } from 'react'
import type { Inline } from '@/client/text/inline-markup'
import { type Block, parseMarkup } from '@/client/text/markup'
import styles from './message-content.module.css'
import { MessageLink } from './message-link'

/** An agent's message with its markup drawn. Built of nodes: no text ever becomes HTML. */
export function MessageMarkup({ content }: { content: string }) {
  const blocks = useMemo(() => parseMarkup(content), [content])
  return numbered(blocks, (block) => <MarkupBlock block={block} />)
}

function MarkupBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'text':
      return <Inlines inlines={block.inlines} />
    case 'quote':
      return (
        // Its line stands where its text begins, which may be another side than the page's.
        <blockquote className={styles.quote} dir="auto">
          <Inlines inlines={block.inlines} />
        </blockquote>
      )
    case 'code':
      return (
        <pre className={styles.codeBlock} dir="auto">
          {block.language !== null && <span className={styles.language}>{block.language}</span>}
          <code>{block.text}</code>
        </pre>
      )
    case 'list': {
      const List = block.isNumbered ? 'ol' : 'ul'
      return (
        // A list without markers of its own is none to Safari's screen reader, unless it says so.
        <List className={block.isNumbered ? styles.numbers : styles.list} role="list" dir="auto">
          {numbered(block.items, (item) => (
            <li>
              {block.isNumbered && <span className={styles.number}>{item.mark}</span>}
              <Inlines inlines={item.inlines} />
            </li>
          ))}
        </List>
      )
    }
  }
}

function Inlines({ inlines }: { inlines: Inline[] }): ReactNode {
  return numbered(inlines, (inline) => {
    switch (inline.kind) {
      case 'text':
        return inline.text
      case 'link':
        return <MessageLink href={inline.href}>{inline.text}</MessageLink>
      case 'code':
        return (
          <code className={styles.code} dir="auto">
            {inline.text}
          </code>
        )
      case 'bold':
        return (
          <strong>
            <Inlines inlines={inline.inlines} />
          </strong>
        )
      case 'italic':
        return (
          <em>
            <Inlines inlines={inline.inlines} />
          </em>
        )
    }
  })
}

/** The parts of a text never change places, so their numbers name them. */
function numbered<Item>(items: readonly Item[], draw: (item: Item) => ReactNode): ReactNode {
  return items.map((item, index) => {
    const part: ReactNode = draw(item)
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    return <Part key={index}>{part}</Part>
  })
}

function Part({ children }: { children: ReactNode }) {
  return children
}
