'use client'

import { useState } from 'react'
import controls from '@/components/agent/controls.module.css'
import { CopyIcon } from '@/components/agent/icons'

/** Puts the visitor's address into the clipboard. Browsers allow that on https and on this machine only. */
export function CopyEmail({ email }: { email: string }) {
  const [outcome, setOutcome] = useState('')

  async function copy() {
    try {
      await navigator.clipboard.writeText(email)
      setOutcome('Copied')
    } catch {
      setOutcome('The browser does not allow it here.')
    }
  }

  return (
    <>
      <button
        type="button"
        className={controls.icon}
        aria-label="Copy e-mail"
        title="Copy e-mail"
        onClick={copy}
      >
        <CopyIcon />
      </button>
      <span role="status">{outcome}</span>
    </>
  )
}
