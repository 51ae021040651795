'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { TimelineMessage } from '@/client/conversation/timeline-entries'
import { MESSAGE_EDIT_MS } from '@/contract/limits'
import type { Message } from '@/contract/log/message'
import { type Action, type Actor, can } from '@/contract/policy'
import { useTools } from './load-tools'
import styles from './own-message.module.css'
import { type Edit, useOwnMessages } from './own-messages-context'

/** The bubble of the agent's own message. For five minutes it has a menu to edit or delete it. */
export function OwnMessage({ entry, children }: { entry: TimelineMessage; children: ReactNode }) {
  const own = useOwnMessages()
  const { stored } = entry
  const frame = useRef<HTMLDivElement>(null)
  const [isAsking, setIsAsking] = useState(false)
  const canEdit = useCan('edit_message', stored, own.actor)
  const canDelete = useCan('delete_message', stored, own.actor)
  const edit = stored === null ? undefined : own.edits.get(stored.id)
  const tools = useTools(canEdit || canDelete || isAsking || edit !== undefined)

  const focusNext = useRef<Edit['from']>(null)
  useEffect(() => {
    if (edit !== undefined || focusNext.current === null) return
    targetOf(frame.current, focusNext.current)?.focus({ preventScroll: true })
    focusNext.current = null
  }, [edit])

  function close({ id }: Message) {
    // The focused field is about to unmount.
    if (frame.current?.contains(document.activeElement)) focusNext.current = edit?.from ?? 'menu'
    own.close(id)
  }

  if (stored === null || tools === null) return <div className={styles.own}>{children}</div>
  return (
    <div ref={frame} className={styles.own}>
      {(edit === undefined || entry.isDeleted) && children}
      {edit !== undefined && (
        <tools.MessageEditor message={stored} edit={edit} onClose={() => close(stored)} />
      )}
      {edit === undefined && (canEdit || canDelete) && (
        <tools.MessageMenu
          message={stored}
          onEdit={canEdit ? () => own.open(stored, 'menu') : null}
          onDelete={canDelete ? () => setIsAsking(true) : null}
        />
      )}
      {(canDelete || isAsking) && (
        <tools.DeletionDialog
          message={stored}
          isOpen={isAsking}
          onClose={() => setIsAsking(false)}
          returnFocus={() => targetOf(frame.current, 'menu')}
        />
      )}
    </div>
  )
}

function targetOf(frame: HTMLElement | null, from: Edit['from']): HTMLElement | null {
  if (from === 'composer') return document.querySelector('[data-composer] textarea')
  const menu = frame?.querySelector<HTMLElement>('[aria-haspopup="menu"]')
  return menu ?? frame?.closest<HTMLElement>('[role="log"]') ?? null
}

/** Whether the actor may still do this to the message. False on first render, to match the server's. */
function useCan(action: Action, message: Message | null, actor: Actor): boolean {
  const [isAllowed, setIsAllowed] = useState(false)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    function look() {
      const isStill = message !== null && can(actor, action, { message })
      setIsAllowed(isStill)
      if (!isStill) return
      const left = Date.parse(message.createdAt) + MESSAGE_EDIT_MS - Date.now()
      timer = setTimeout(look, Math.min(left, MESSAGE_EDIT_MS) + 1)
    }
    look()
    return () => clearTimeout(timer)
  }, [action, message, actor])

  return isAllowed
}
