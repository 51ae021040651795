'use client'

import { useDialog } from '@/hooks/desk/use-desk'
import { LateDialog } from './late-dialog'

const load = () => import('./shortcut-dialog').then(({ ShortcutDialog }) => ShortcutDialog)

type ShortcutSheetProps = { areOn: boolean; onSwitch: (areOn: boolean) => void }

/** The list of shortcuts. Its script loads when it is first opened. */
export function ShortcutSheet(props: ShortcutSheetProps) {
  const [isOpen, close] = useDialog('help')
  return <LateDialog load={load} isOpen={isOpen} onClose={close} {...props} />
}
