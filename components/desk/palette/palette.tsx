'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { useDialog } from '@/hooks/desk/use-desk'
import type { PaletteDialogProps } from './palette-dialog'

/** Where the palette appears. It loads when it is opened first: most visits never do. */
export function Palette() {
  const [isOpen, close] = useDialog('palette')
  const [Loaded, setLoaded] = useState<ComponentType<PaletteDialogProps> | null>(null)

  useEffect(() => {
    if (!isOpen || Loaded !== null) return
    let isCurrent = true
    import('./palette-dialog').then(
      ({ PaletteDialog }) => isCurrent && setLoaded(() => PaletteDialog),
      // Without a network there is nothing to show; the next press tries again.
      close,
    )
    return () => {
      isCurrent = false
    }
  }, [isOpen, Loaded, close])

  return Loaded && <Loaded isOpen={isOpen} onClose={close} />
}
