import Link from 'next/link'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { can } from '@/contract/policy'
import { useDesk } from '../desk-context'

const { t } = inboxWords

/** How to see the first conversation, when there has never been one. */
export function FirstRun() {
  const { self } = useDesk()
  return (
    <>
      <p>{t('firstRun')}</p>
      <p>
        {/* Not a link of Next's: it opens another tab. */}
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
