'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ActionId } from '@/client/desk/actions/registry'
import { useAction } from '@/hooks/desk/use-action'

type Props = { action: ActionId; isCurrent?: boolean; className?: string | undefined; children?: ReactNode }

/**
 * A link that does what the action does, by default with its label. Clicks with a modifier are left to the browser, which opens a
 * tab or a window.
 */
export function ActionLink({ action, isCurrent = false, className, children }: Props) {
  const { label, href, props } = useAction(action)
  return (
    <Link
      {...props}
      href={href}
      prefetch={false}
      className={className}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        props.onClick()
      }}
    >
      {children ?? label}
    </Link>
  )
}
