'use client'

import { useId, useMemo, useState } from 'react'
import { FOLDED_LENGTH, FOLDED_LINES } from '@/client/constants'
import { linkify } from '@/client/text/linkify'
import { classNames } from '@/components/ui/class-names'
import { useWords } from '@/hooks/browser/use-words'
import styles from './message-content.module.css'
import { MessageLink } from './message-link'
import { MessageMarkup } from './message-markup'

/** A message's content, with links. Agents' messages may have some markup. Long messages are folded. */
export function MessageContent({ content, hasMarkup }: { content: string; hasMarkup: boolean }) {
  const id = useId()
  const { t } = useWords()
  const isLong = content.length > FOLDED_LENGTH || content.split('\n', FOLDED_LINES + 1).length > FOLDED_LINES
  const [isFolded, setIsFolded] = useState(true)

  return (
    <>
      <div id={id} className={classNames(styles.content, isLong && isFolded && styles.folded)} data-content>
        {hasMarkup ? <MessageMarkup content={content} /> : <PlainText content={content} />}
      </div>
      {isLong && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => setIsFolded(!isFolded)}
        >
          {t(isFolded ? 'showMore' : 'showLess')}
        </button>
      )}
    </>
  )
}

/** Plain text with links. Anything that looks like markup stays as written. */
function PlainText({ content }: { content: string }) {
  const parts = useMemo(() => linkify(content), [content])
  return parts.map(({ text, href }, index) =>
    href === null ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the order of the parts never changes
      <MessageLink key={index} href={href}>
        {text}
      </MessageLink>
    ),
  )
}
