'use client'

import { type ComponentType, useEffect, useRef, useState } from 'react'
import { followTips, type TipFollower } from './follow-tips'
import type { TooltipProps } from './tooltip'

/**
 * Shows one tooltip at a time, for elements with `data-tip`. The tooltip's script loads when the pointer or focus first reaches
 * such an element.
 */
export function Tooltips() {
  const [Tooltip, setTooltip] = useState<ComponentType<TooltipProps> | null>(null)
  const [element, setElement] = useState<HTMLElement | null>(null)
  const follower = useRef<TipFollower | null>(null)

  useEffect(() => {
    follower.current = followTips(setElement, () => {
      // Without its tooltip the element still has an accessible name.
      import('./tooltip').then(({ Tooltip: Loaded }) => setTooltip(() => Loaded)).catch(() => {})
    })
    return () => follower.current?.stop()
  }, [])

  if (Tooltip === null || element === null) return null
  return <Tooltip element={element} onClose={() => follower.current?.dismiss()} />
}
