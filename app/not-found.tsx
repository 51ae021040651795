import type { Metadata } from 'next'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountCard } from '@/components/account/account-card'
import controls from '@/components/controls/controls.module.css'

const { t } = accountWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('pageMissing') }) })

/** For every address that leads nowhere. The inbox has its own, beside its list. */
export default function PageNotFound() {
  return (
    <AccountCard title={t('pageMissing')} introduction={t('pageMissingAbout')}>
      <p className={controls.choices}>
        {/* Not links of Next's: what follows is another part of the house, with scripts of its own. */}
        <a className={controls.button} href="/">
          {t('toStart')}
        </a>
        <a className={controls.secondary} href="/support/agent">
          {t('openInbox')}
        </a>
      </p>
    </AccountCard>
  )
}
