'use client'

import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { displayName } from '@/client/alias'
import { PencilIcon } from '@/components/agent/icons'
import { classNames } from '@/components/class-names'
import type { Conversation } from '@/contract/conversation'
import { MAX_NAME_LENGTH } from '@/contract/limits'
import { useDesk } from '../desk-context'
import styles from './visitor-name.module.css'

type VisitorNameProps = { conversation: Conversation; headingLevel: 1 | 2 }

/** What the visitor is called, and a way to write down what they said. An empty name changes nothing. */
export function VisitorName({ conversation, headingLevel }: VisitorNameProps) {
  const { renameVisitor } = useDesk()
  const { id, visitor } = conversation
  const [draft, setDraft] = useState<string | null>(null)
  const [saving, setSaving] = useState<string | null>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const Heading = `h${headingLevel}` as const
  const name = saving ?? displayName(visitor)
  const isEditing = draft !== null

  function leave() {
    setDraft(null)
    // The field goes, and must not take the focus with it.
    requestAnimationFrame(() => buttonRef.current?.focus())
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    const wanted = draft?.trim() ?? ''
    leave()
    if (wanted === '' || wanted === visitor.name) return
    setSaving(wanted)
    await renameVisitor(id, wanted)
    setSaving(null)
  }

  function cancelOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.preventDefault()
    leave()
  }

  return (
    <div className={styles.line}>
      <Heading tabIndex={-1} className={classNames(isEditing && 'visually-hidden')}>
        <bdi>{name}</bdi>
      </Heading>
      {isEditing ? (
        <form className={styles.form} onSubmit={save}>
          <input
            className={styles.field}
            aria-label="Visitor’s name"
            value={draft}
            maxLength={MAX_NAME_LENGTH}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: it was asked for with a press
            autoFocus
            onFocus={(event) => event.target.select()}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={cancelOnEscape}
          />
        </form>
      ) : (
        <button
          ref={buttonRef}
          type="button"
          className={styles.edit}
          aria-label="Change the name"
          onClick={() => setDraft(visitor.name ?? '')}
        >
          <PencilIcon />
        </button>
      )}
    </div>
  )
}
