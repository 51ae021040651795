'use client'

import { isOrdinary } from '@/client/desk/filters'
import type { InboxFilter } from '@/client/desk/inbox/inbox-filter'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { useInboxView, usePlace } from '@/hooks/desk/use-desk'
import { ActionLink } from './action-link'
import { FirstRun } from './first-run'
import styles from './sidebar-empty.module.css'

const { t } = inboxWords

/** Says why the list is empty and what to do next. */
export function SidebarEmpty() {
  const { filter } = usePlace()
  const hasConversations = useInboxView((view) => view.hasConversations)

  if (!hasConversations) {
    return (
      <div className={styles.empty}>
        {/* On wide screens the workspace shows this instead. */}
        <div className={styles.narrowOnly}>
          <p>{t('nothingYet')}</p>
          <FirstRun />
        </div>
      </div>
    )
  }
  if (isOrdinary(filter)) return <p className={styles.empty}>{t('nothingOpen')}</p>
  return (
    <div className={styles.empty}>
      <p>{wordsFor(filter)}</p>
      <ActionLink action="clear-filters" className={controls.secondary} />
    </div>
  )
}

function wordsFor({ unreadOnly, siteId, needsAnswer }: InboxFilter): string {
  if (siteId !== undefined) return t('nothingOfSite')
  if (unreadOnly) return t('nothingUnread')
  return needsAnswer ? t('nothingWaits') : t('nothingClosed')
}
