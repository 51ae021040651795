'use client'

import { brokenPageWords } from '@/client/words/broken-page/words'
import { AccountCard } from '@/components/account/account-card'
import controls from '@/components/controls/controls.module.css'

const { t } = brokenPageWords

/** The error page: says that unsent text is safe, and offers a reload. */
export default function PageError() {
  return (
    <AccountCard title={t('pageBroken')} introduction={t('pageBrokenAbout')}>
      <button type="button" className={controls.button} onClick={() => window.location.reload()}>
        {t('tryAgain')}
      </button>
    </AccountCard>
  )
}
