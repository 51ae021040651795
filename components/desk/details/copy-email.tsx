'use client'

import { Copy } from 'lucide-react'
import controls from '@/components/controls/controls.module.css'
import { useAction } from '@/hooks/desk/use-action'

/** Copies the visitor's address. Browsers allow that only on https and localhost. */
export function CopyEmail() {
  const { label, props } = useAction('copy-email')
  return (
    <button type="button" className={controls.icon} aria-label={label} data-tip {...props}>
      <Copy size={16} aria-hidden="true" />
    </button>
  )
}
