import type { Metadata } from 'next'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountCard } from '@/components/account/account-card'
import controls from '@/components/controls/controls.module.css'

const { t } = accountWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('pageMissing') }) })

/** The 404 page. The inbox has its own, next to the list. */
export default function PageNotFound() {
  return (
    <AccountCard title={t('pageMissing')} introduction={t('pageMissingAbout')}>
      <p className={controls.choices}>
        {/* Not `next/link`: these parts share no scripts with this page, so a full load is right. */}
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
