'use client'

import { Bell, BellOff } from 'lucide-react'
import Link from 'next/link'
import { DropdownMenu } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { doNotDisturb, quietFor } from '@/client/alerts/do-not-disturb'
import { NOTIFICATIONS_PATH } from '@/client/desk/account/next-path'
import { alertWords } from '@/client/words/alerts/words'
import menu from '@/components/controls/menu.module.css'
import { quietChoices, quietUntilText } from '@/components/desk/quiet-times'
import { useMediaQuery } from '@/hooks/browser/use-media-query'
import { useNow } from '@/hooks/browser/use-now'
import { useQuiet } from '@/hooks/conversation/use-quiet'
import styles from './alerts-menu.module.css'

const { t } = alertWords

export type AlertsMenuProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Switches do-not-disturb, and links to the notification settings. */
export function AlertsMenu({ isOpen, onOpenChange }: AlertsMenuProps) {
  const quiet = useQuiet()
  const now = useNow()
  const opener = useRef<HTMLButtonElement>(null)
  const [direction, setDirection] = useState<'ltr' | 'rtl'>('ltr')
  // On a phone, the rail is below the list.
  const isRailBelow = useMediaQuery('(max-width: 719px)')
  const beside = direction === 'rtl' ? 'left' : 'right'
  const Icon = quiet === null ? Bell : BellOff

  useEffect(() => {
    if (!isOpen || opener.current === null) return
    setDirection(getComputedStyle(opener.current).direction === 'rtl' ? 'rtl' : 'ltr')
  }, [isOpen])

  return (
    <DropdownMenu.Root dir={direction} modal={false} open={isOpen} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger
        ref={opener}
        aria-label={t(quiet === null ? 'notifications' : 'notificationsQuiet')}
        data-tip="beside"
      >
        <Icon size={20} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        className={menu.menu}
        side={isRailBelow ? 'top' : beside}
        align="end"
        sideOffset={8}
        collisionPadding={8}
      >
        <DropdownMenu.Label className={styles.label}>
          <span>{t('quiet')}</span>
          {quiet !== null && now !== null && (
            <span className={styles.until}>{quietUntilText(quiet.until, now)}</span>
          )}
        </DropdownMenu.Label>
        {quiet !== null ? (
          <DropdownMenu.Item className={menu.item} onSelect={() => doNotDisturb.set(null)}>
            {t('endQuiet')}
          </DropdownMenu.Item>
        ) : (
          quietChoices(now ?? 0).map(({ choice, label }) => (
            <DropdownMenu.Item
              key={choice}
              className={menu.item}
              onSelect={() => doNotDisturb.set(quietFor(choice, Date.now()))}
            >
              {label}
            </DropdownMenu.Item>
          ))
        )}
        <DropdownMenu.Separator className={styles.separator} />
        <DropdownMenu.Item className={menu.item} asChild>
          <Link href={NOTIFICATIONS_PATH} prefetch={false}>
            {t('allSettings')}
          </Link>
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
