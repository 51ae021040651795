'use client'

import { MoreHorizontal } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { useRef, useState } from 'react'
import controls from './controls.module.css'
import styles from './menu.module.css'

/** A menu item. `run` receives the menu's button, to return the focus to it. */
export type MenuAction = { label: string; run: (opener: HTMLElement | null) => void }

/** A three-dot button that opens a menu of actions. */
export function ActionsMenu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  const opener = useRef<HTMLButtonElement>(null)
  const [direction, setDirection] = useState<'ltr' | 'rtl'>('ltr')

  function readDirection(isOpen: boolean) {
    if (isOpen && opener.current !== null)
      setDirection(getComputedStyle(opener.current).direction === 'rtl' ? 'rtl' : 'ltr')
  }

  return (
    <Radix.Root dir={direction} modal={false} onOpenChange={readDirection}>
      <Radix.Trigger ref={opener} className={controls.icon} aria-label={label} data-tip>
        <MoreHorizontal size={20} aria-hidden="true" />
      </Radix.Trigger>
      {/* No portal: at the end of the page, the menu would be outside its landmark. */}
      <Radix.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
        {actions.map(({ label: name, run }) => (
          <Radix.Item key={name} className={styles.item} onSelect={() => run(opener.current)}>
            {name}
          </Radix.Item>
        ))}
      </Radix.Content>
    </Radix.Root>
  )
}
