'use client'

import { Tooltip as Radix } from 'radix-ui'
import { TIP } from './follow-tips'
import styles from './tooltip.module.css'

export type TooltipProps = { element: HTMLElement; onClose: () => void }

/** What an element is for, beside it. Drawn for the eyes: screen readers have its name and its description. */
export function Tooltip({ element, onClose }: TooltipProps) {
  const { left, top, width, height } = element.getBoundingClientRect()
  const text = element.getAttribute('aria-description') ?? element.getAttribute('aria-label')
  const key = element.getAttribute('aria-keyshortcuts')

  return (
    <Radix.Provider delayDuration={0}>
      <Radix.Root key={text} open onOpenChange={(isOpen) => !isOpen && onClose()}>
        {/* Stands for the element, which must not be drawn anew when its tooltip has loaded. */}
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
            {key !== null && <kbd>{key.toUpperCase()}</kbd>}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}

function sideOf(element: HTMLElement): 'top' | 'right' | 'bottom' | 'left' {
  if (element.dataset.tip !== 'beside') return 'bottom'
  // The rail lies below the list there.
  if (window.matchMedia('(max-width: 719px)').matches) return 'top'
  return getComputedStyle(element).direction === 'rtl' ? 'left' : 'right'
}
