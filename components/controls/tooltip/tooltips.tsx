'use client'

import { type ComponentType, useEffect, useRef, useState } from 'react'
import { followTips, type TipFollower } from './follow-tips'
import type { TooltipProps } from './tooltip'

/**
 * The tooltips of a page, of which there is one at a time. Elements ask for theirs with `data-tip`; what draws it loads when a pointer
 * or the keyboard first reaches one of them.
 */
export function Tooltips() {
  const [Tooltip, setTooltip] = useState<ComponentType<TooltipProps> | null>(null)
  const [element, setElement] = useState<HTMLElement | null>(null)
  const follower = useRef<TipFollower | null>(null)

  useEffect(() => {
    follower.current = followTips(setElement, () => {
      // Without a tooltip the element still has its name.
      import('./tooltip').then(({ Tooltip: Loaded }) => setTooltip(() => Loaded)).catch(() => {})
    })
    return () => follower.current?.stop()
  }, [])

  if (Tooltip === null || element === null) return null
  return <Tooltip element={element} onClose={() => follower.current?.dismiss()} />
}
