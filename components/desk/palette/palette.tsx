'use client'

import { useCallback, useEffect, useRef } from 'react'
import { isLayerOpen } from '@/client/browser/open-layer'
import { useDialog } from '@/hooks/desk/use-desk'
import { LateDialog } from '../late-dialog'

const load = () => import('./palette-dialog').then(({ PaletteDialog }) => PaletteDialog)

/** Where the palette appears. Its script loads when it is first opened; what is typed meanwhile is not lost. */
export function Palette() {
  const [isOpen, close] = useDialog('palette')
  const takeTyped = useTypedAhead(isOpen)
  return <LateDialog load={load} isOpen={isOpen} onClose={close} takeTyped={takeTyped} />
}

/** Collects what is typed until the palette is in the page. Returns how to take it. */
function useTypedAhead(isOpen: boolean): () => string {
  const typed = useRef('')

  useEffect(() => {
    if (!isOpen) return
    typed.current = ''
    function keep(event: KeyboardEvent) {
      if (isLayerOpen() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1)
      else if (event.key.length === 1) typed.current += event.key
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', keep, true)
    return () => document.removeEventListener('keydown', keep, true)
  }, [isOpen])

  return useCallback(() => typed.current, [])
}
