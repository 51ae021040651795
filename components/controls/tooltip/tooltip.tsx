'use client'

import { Tooltip as Radix } from 'radix-ui'
import { TIP } from './follow-tips'
import styles from './tooltip.module.css'

export type TooltipProps = { element: HTMLElement; onClose: () => void }

/** What an element is for, beside it. Drawn for the eyes: screen readers have its name and its description. */
export function Tooltip({ element, onClose }: TooltipProps) {
  const { left, top, width, height } = element.getBoundingClientRect()
  const isMirrored = getComputedStyle(element).direction === 'rtl'
  const beside = isMirrored ? 'left' : 'right'
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
            side={element.dataset.tip === 'beside' ? beside : 'bottom'}
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
