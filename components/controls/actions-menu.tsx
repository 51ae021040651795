'use client'

import { MoreHorizontal } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { useRef, useState } from 'react'
import controls from './controls.module.css'
import styles from './menu.module.css'

/** One thing that can be done. */
export type MenuAction = { label: string; run: (opener: HTMLElement | null) => void }

/** A button with three dots that opens a menu of actions. Each is handed the button, to give the focus back to it. */
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
      {/* Not at the end of the page: there it would lie outside the landmark that it belongs to. */}
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
