'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { copyText } from '@/client/browser/copy-text'
import { siteWords } from '@/client/words/settings/site-words'
import styles from './copyable-code.module.css'

const { t } = siteWords

/** How long the button shows that it has copied, in milliseconds. */
const SHOWN_MS = 2_500

/** Code with a copy button. If the browser denies access to the clipboard, as without https, it selects the code instead. */
export function CopyableCode({ name, code }: { name: string; code: string }) {
  const codeRef = useRef<HTMLElement>(null)
  const [state, setState] = useState<'idle' | 'copied' | 'selected'>('idle')

  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    const isCopied = await copyText(code)
    if (!isCopied && codeRef.current !== null) window.getSelection()?.selectAllChildren(codeRef.current)
    setState(isCopied ? 'copied' : 'selected')
  }

  return (
    <div className={styles.box}>
      <pre dir="ltr">
        <code ref={codeRef}>{code}</code>
      </pre>
      <button type="button" onClick={() => void copy()} aria-label={t('copyOf', { name })}>
        {state === 'copied' ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
        <span>{state === 'copied' ? t('copied') : t('copy')}</span>
      </button>
      <p role="status" className={state === 'selected' ? styles.selected : 'visually-hidden'}>
        {state === 'idle' ? '' : t(state)}
      </p>
    </div>
  )
}
