'use client'

import { Bell, BellOff } from 'lucide-react'
import { type ComponentType, useState } from 'react'
import { NOTIFICATIONS_PATH } from '@/client/desk/account/next-path'
import { alertWords } from '@/client/words/alerts/words'
import { useQuiet } from '@/hooks/conversation/use-quiet'
import type { AlertsMenuProps } from './alerts-menu'

/** The rail's bell. The menu behind it weighs more than the rest of the rail, so it loads on hover, focus or press. */
export function AlertsButton() {
  const [Menu, setMenu] = useState<ComponentType<AlertsMenuProps> | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const isQuiet = useQuiet() !== null
  const Icon = isQuiet ? BellOff : Bell

  // Replace the button on click, not before: a press that starts on one element and ends on another fires no click.
  async function open(): Promise<void> {
    try {
      const { AlertsMenu } = await load()
      setIsOpen(true)
      setMenu(() => AlertsMenu)
    } catch {
      // The settings page has the same choices.
      location.assign(NOTIFICATIONS_PATH)
    }
  }

  if (Menu !== null) return <Menu isOpen={isOpen} onOpenChange={setIsOpen} />
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={alertWords.t(isQuiet ? 'notificationsQuiet' : 'notifications')}
      data-tip="beside"
      onPointerEnter={loadAhead}
      onFocus={loadAhead}
      onClick={() => void open()}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  )
}

const load = () => import('./alerts-menu')

function loadAhead(): void {
  load().catch(() => {})
}
