'use client'

import { useEffect, useRef, useState } from 'react'
import controls from '@/components/agent/controls.module.css'
import styles from './two-factor.module.css'

/** Recovery codes, to copy or to save: the only time that anyone sees them. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [said, setSaid] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const text = `${codes.join('\n')}\n`

  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), [])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied.')
    } catch {
      // Over plain http browsers have no clipboard for pages.
      if (list.current !== null) window.getSelection()?.selectAllChildren(list.current)
      setSaid('Selected: copy them with the keyboard.')
    }
  }

  return (
    <div className={styles.recovery}>
      <h3 ref={heading} tabIndex={-1}>
        Your recovery codes
      </h3>
      <p>
        Each lets you sign in once without your phone. Keep them where you would not lose them together with
        it. They are not shown again.
      </p>
      <ul ref={list} dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <button type="button" className={controls.secondary} onClick={() => void copy()}>
          Copy
        </button>
        <a
          className={controls.secondary}
          download="porchlight-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Download
        </a>
        <button type="button" className={controls.button} onClick={onDone}>
          I have kept them
        </button>
        <span role="status">{said}</span>
      </div>
    </div>
  )
}
