'use client'

import { Copy } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '@/client/browser/copy-text'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'

const { t } = inboxWords

/** Copies the visitor's address. Browsers allow that only on https and localhost. */
export function CopyEmail({ email }: { email: string }) {
  const [outcome, setOutcome] = useState('')

  async function copy() {
    setOutcome((await copyText(email)) ? t('copied') : t('copyRefused'))
  }

  return (
    <>
      <button type="button" className={controls.icon} aria-label={t('copyEmail')} data-tip onClick={copy}>
        <Copy size={16} aria-hidden="true" />
      </button>
      <span role="status">{outcome}</span>
    </>
  )
}
