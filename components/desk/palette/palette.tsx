'use client'

import { useDialog } from '@/hooks/desk/use-desk'
import { LateDialog } from '../late-dialog'

const load = () => import('./palette-dialog').then(({ PaletteDialog }) => PaletteDialog)

/** The command palette. Its script loads when it is first opened. */
export function Palette() {
  const [isOpen, close] = useDialog('palette')
  return <LateDialog load={load} isOpen={isOpen} onClose={close} />
}
