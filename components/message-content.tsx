'use client'

import { useId, useMemo, useState } from 'react'
import { FOLDED_LENGTH, FOLDED_LINES } from '@/client/constants'
import { linkify } from '@/client/linkify'
import { classNames } from './class-names'
import styles from './message-content.module.css'

/** A message's text, as text: never as markup. Addresses are links; a long one is folded. */
export function MessageContent({ content }: { content: string }) {
  const id = useId()
  const parts = useMemo(() => linkify(content), [content])
  const isLong = content.length > FOLDED_LENGTH || content.split('\n', FOLDED_LINES + 1).length > FOLDED_LINES
  const [isFolded, setIsFolded] = useState(true)

  return (
    <>
      <div id={id} className={classNames(styles.content, isLong && isFolded && styles.folded)} data-content>
        {parts.map(({ text, href }, index) =>
          href === null ? (
            text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
            <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
              {text}
            </a>
          ),
        )}
      </div>
      {isLong && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => setIsFolded(!isFolded)}
        >
          {isFolded ? 'Show more' : 'Show less'}
        </button>
      )}
    </>
  )
}
