import { type ReactNode, useMemo } from 'react'
import type { Inline } from '@/client/text/inline-markup'
import { type Block, parseMarkup } from '@/client/text/markup'
import styles from './message-content.module.css'
import { MessageLink } from './message-link'

/** Renders the markup of an agent's message. Builds React nodes, so no text is ever parsed as HTML. */
export function MessageMarkup({ content }: { content: string }) {
  const blocks = useMemo(() => parseMarkup(content), [content])
  return keyed(blocks, (block) => <MarkupBlock block={block} />)
}

function MarkupBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'text':
      return <Inlines inlines={block.inlines} />
    case 'quote':
      return (
        // Its border is on the side where its text starts, whatever the page's direction.
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
        // VoiceOver in Safari ignores lists with `list-style: none` unless they have the role.
        <List className={block.isNumbered ? styles.numbers : styles.list} role="list" dir="auto">
          {keyed(block.items, (item) => (
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
  return keyed(inlines, (inline) => {
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

/** Renders items with their indexes as keys: the order of the parts never changes. */
function keyed<Item>(items: readonly Item[], render: (item: Item) => ReactNode): ReactNode {
  return items.map((item, index) => {
    const part: ReactNode = render(item)
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    return <Part key={index}>{part}</Part>
  })
}

function Part({ children }: { children: ReactNode }) {
  return children
}
