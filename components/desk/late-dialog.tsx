'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { askVersion } from '@/client/api/server-version'
import { inboxWords } from '@/client/words/inbox/words'
import { useLatest } from '@/hooks/browser/use-latest'
import { useDesk } from '@/hooks/desk/use-desk'

type DialogState = { isOpen: boolean; onClose: () => void }

type LateDialogProps<Props> = Props & {
  /** Imports the dialog. Must be a stable function. */
  load: () => Promise<ComponentType<Props>>
}

/** A dialog whose script loads when it is first opened. If that fails, a toast says so, and opening it again retries. */
export function LateDialog<Props extends DialogState>({ load, ...rest }: LateDialogProps<Props>) {
  const props = rest as unknown as Props
  const { isOpen, onClose } = props
  const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null)
  const { toasts } = useDesk()
  const latestOnClose = useLatest(onClose)
  const isWanted = isOpen && Loaded === null

  useEffect(() => {
    if (!isWanted) return
    let isCurrent = true
    load().then(
      (dialog) => isCurrent && setLoaded(() => dialog),
      () => {
        if (!isCurrent) return
        latestOnClose.current()
        toasts.tell(inboxWords.t('dialogFailed'), { subject: 'dialog' })
        void askVersion()
      },
    )
    return () => {
      isCurrent = false
    }
  }, [isWanted, load, toasts, latestOnClose])

  return Loaded && <Loaded {...props} />
}
