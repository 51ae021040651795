'use client'

import { Bell, BellOff } from 'lucide-react'
import { type ComponentType, useRef, useState } from 'react'
import { NOTIFICATIONS_PATH } from '@/client/desk/next-path'
import { alertWords } from '@/client/words/alerts/words'
import { useQuiet } from '@/hooks/use-quiet'
import type { AlertsMenuProps } from './alerts-menu'

/** The rail's bell. The menu behind it weighs more than the rest of the rail, so it is loaded when somebody reaches for it. */
export function AlertsButton() {
  const [Menu, setMenu] = useState<ComponentType<AlertsMenuProps> | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [takesFocus, setTakesFocus] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const isQuiet = useQuiet() !== null
  const Icon = isQuiet ? BellOff : Bell

  async function load(): Promise<void> {
    const { AlertsMenu } = await import('./alerts-menu')
    setTakesFocus(document.activeElement === button.current)
    setMenu(() => AlertsMenu)
  }

  function open() {
    setIsOpen(true)
    // Without the menu, the page behind it has the same choices.
    load().catch(() => location.assign(NOTIFICATIONS_PATH))
  }

  if (Menu !== null) return <Menu isOpen={isOpen} onOpenChange={setIsOpen} takesFocus={takesFocus} />
  return (
    <button
      ref={button}
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={alertWords.t(isQuiet ? 'notificationsQuiet' : 'notifications')}
      onPointerEnter={() => void load().catch(() => {})}
      onFocus={() => void load().catch(() => {})}
      onClick={open}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  )
}
