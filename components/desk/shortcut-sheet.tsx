'use client'

import { LateDialog } from './late-dialog'
import type { ShortcutDialogProps } from './shortcut-dialog'

const load = () => import('./shortcut-dialog').then(({ ShortcutDialog }) => ShortcutDialog)

/** The list of keys, which few look at twice: it loads when it is asked for. */
export function ShortcutSheet(props: ShortcutDialogProps) {
  return <LateDialog load={load} {...props} />
}
