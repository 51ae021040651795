import Link from 'next/link'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { can } from '@/contract/policy'
import { useDesk } from '@/hooks/desk/use-desk'

const { t } = inboxWords

/** Explains how to start the first conversation, while there has never been one. */
export function FirstRun() {
  const { self } = useDesk()
  return (
    <>
      <p>{t('firstRun')}</p>
      <p>
        {/* Not `next/link`: it opens a new tab. */}
        <a className={controls.button} href="/" target="_blank" rel="noopener">
          {t('demoShop')}
        </a>
      </p>
      {can(self, 'manage_sites') && (
        <p>
          <Link href="/setup" prefetch={false}>
            {t('putOnSite')}
          </Link>
        </p>
      )}
    </>
  )
}
