'use client'

import { Tooltip as Radix } from 'radix-ui'
import { nameOfKey } from '../name-of-key'
import { TIP } from './follow-tips'
import styles from './tooltip.module.css'

export type TooltipProps = { element: HTMLElement; onClose: () => void }

/** The visible tooltip of an element. Hidden from screen readers, which read the element's name and description. */
export function Tooltip({ element, onClose }: TooltipProps) {
  const { left, top, width, height } = element.getBoundingClientRect()
  const text = element.getAttribute('aria-description') ?? element.getAttribute('aria-label')
  const key = element.getAttribute('aria-keyshortcuts')

  return (
    <Radix.Provider delayDuration={0}>
      <Radix.Root key={text} open onOpenChange={(isOpen) => !isOpen && onClose()}>
        {/* Covers the element as its stand-in: wrapping the element itself would remount it once the tooltip has loaded. */}
        <Radix.Trigger asChild>
          <span className={styles.place} style={{ left, top, width, height }} aria-hidden="true" />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            className={styles.tip}
            side={sideOf(element)}
            sideOffset={6}
            collisionPadding={8}
            aria-hidden="true"
            {...{ [TIP]: '' }}
          >
            <span>{text}</span>
            {key !== null && <kbd>{nameOfKey(key)}</kbd>}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}

function sideOf(element: HTMLElement): 'top' | 'right' | 'bottom' | 'left' {
  if (element.dataset.tip !== 'beside') return 'bottom'
  // On a phone the rail is at the bottom.
  if (window.matchMedia('(max-width: 719px)').matches) return 'top'
  return getComputedStyle(element).direction === 'rtl' ? 'left' : 'right'
}
