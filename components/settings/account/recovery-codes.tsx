'use client'

import { useEffect, useRef, useState } from 'react'
import { copyText } from '@/client/browser/copy-text'
import { accountWords } from '@/client/words/settings/account-words'
import controls from '@/components/controls/controls.module.css'
import styles from './two-factor.module.css'

const { t } = accountWords

/** New recovery codes, to copy or save. They are shown only once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [said, setSaid] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const text = `${codes.join('\n')}\n`

  // The form that had the focus has unmounted.
  useEffect(() => heading.current?.focus(), [])

  async function copy() {
    const isCopied = await copyText(text)
    if (!isCopied && list.current !== null) window.getSelection()?.selectAllChildren(list.current)
    setSaid(isCopied ? t('copied') : t('selected'))
  }

  return (
    <div className={styles.recovery}>
      <h3 ref={heading} tabIndex={-1}>
        {t('recoveryCodes')}
      </h3>
      <p>{t('recoveryCodesAbout')}</p>
      <ul ref={list} dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <button type="button" className={controls.secondary} onClick={() => void copy()}>
          {t('copy')}
        </button>
        <a
          className={controls.secondary}
          download="porchlight-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {t('download')}
        </a>
        <button type="button" className={controls.button} onClick={onDone}>
          {t('haveKept')}
        </button>
        <span role="status">{said}</span>
      </div>
    </div>
  )
}
