import type { Metadata } from 'next'
import { AccountCard } from '@/components/agent/account-card'
import controls from '@/components/agent/controls.module.css'

export const metadata: Metadata = { title: 'Page not found · Porchlight' }

/** For every address that leads nowhere. The inbox has its own, beside its list. */
export default function PageNotFound() {
  return (
    <AccountCard
      title="Page not found"
      introduction="The link may be mistyped or out of date. Check the address, or start from one of these."
    >
      <p className={controls.choices}>
        {/* Not links of Next's: what follows is another part of the house, with scripts of its own. */}
        <a className={controls.button} href="/">
          Go to the start page
        </a>
        <a className={controls.secondary} href="/support/agent">
          Open the inbox
        </a>
      </p>
    </AccountCard>
  )
}
