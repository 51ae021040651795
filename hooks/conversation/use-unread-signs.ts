import { useEffect } from 'react'
import { keepTitle } from '@/client/browser/title-keeper'
import { inboxWords } from '@/client/words/inbox/words'

const { t } = inboxWords

/** Shows the number of unread conversations in the page's title, and a dot in its icon. */
export function useUnreadSigns(unreadTotal: number): void {
  useEffect(() => {
    const title = unreadTotal === 0 ? t('inboxTitle') : t('inboxTitleUnread', { number: String(unreadTotal) })
    return keepTitle(title)
  }, [unreadTotal])

  const hasUnread = unreadTotal > 0
  useEffect(() => {
    const icon = document.createElement('link')
    icon.rel = 'icon'
    icon.type = 'image/svg+xml'
    icon.href = `data:image/svg+xml,${encodeURIComponent(drawIcon(hasUnread))}`
    document.head.append(icon)
    return () => icon.remove()
  }, [hasUnread])
}

function drawIcon(hasUnread: boolean): string {
  const dot = '<circle cx="24" cy="8" r="7" fill="#c01d27" stroke="#fff" stroke-width="2"/>'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <path fill="#3b5bd4" d="M16 4c7 0 12 4.500 12 10.200S23 24.500 16 24.500c-1.200 0-2.400-.2-3.500-.4L6 28v-6C4.700 20 4 17 4 14.200 4 8.500 9 4 16 4z"/>
    ${hasUnread ? dot : ''}</svg>`
}
