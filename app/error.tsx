'use client'

import { AccountCard } from '@/components/agent/account-card'
import controls from '@/components/agent/controls.module.css'

/** For a page that could not be drawn: what became of one's words, and the way on. */
export default function PageError() {
  return (
    <AccountCard
      title="This page could not be shown"
      introduction="Something went wrong on our side. What you have written is kept in this browser."
    >
      <button type="button" className={controls.button} onClick={() => window.location.reload()}>
        Try again
      </button>
    </AccountCard>
  )
}
