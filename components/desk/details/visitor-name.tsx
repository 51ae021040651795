'use client'

import { Check, Pencil, X } from 'lucide-react'
import { type FocusEvent, type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import { classNames } from '@/components/ui/class-names'
import { MAX_NAME_LENGTH } from '@/contract/limits'
import { useLatest } from '@/hooks/browser/use-latest'
import { useAction } from '@/hooks/desk/use-action'
import { useDesk, useDialog } from '@/hooks/desk/use-desk'
import styles from './visitor-name.module.css'

const { t } = inboxWords

type VisitorNameProps = {
  conversation: DeskConversation
  headingLevel: 1 | 2
  /** False if there is room only for the name. */
  canEdit?: boolean
  /** True while the details cover it; the name is then edited there. */
  isCovered?: boolean
}

/**
 * The visitor's name, which agents can edit. Leaving the field saves, even by opening another conversation; Escape cancels. An
 * empty name changes nothing.
 */
export function VisitorName({
  conversation,
  headingLevel,
  canEdit = true,
  isCovered = false,
}: VisitorNameProps) {
  const { changes } = useDesk()
  const { id, visitor } = conversation
  const rename = useAction('rename')
  const [isAsked, close] = useDialog('rename', id)
  /** What was typed; `null` if nothing was. */
  const [typed, setTyped] = useState<string | null>(null)
  const isEditing = isAsked && canEdit && !isCovered
  const [saving, setSaving] = useState<string | null>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const Heading = `h${headingLevel}` as const
  const name = saving ?? displayName(visitor)

  async function save() {
    const wanted = typed?.trim() ?? ''
    stop()
    if (wanted === '' || wanted === visitor.name) return
    setSaving(wanted)
    await changes.renameVisitor(id, wanted)
    setSaving(null)
  }
  const latestSave = useLatest(save)
  // A focused field that unmounts with its conversation gets no blur event.
  useEffect(() => () => void latestSave.current(), [latestSave])
  // Nor does one that makes way for another dialog, such as the palette.
  useEffect(() => {
    if (!isEditing && typed !== null) void latestSave.current()
  }, [isEditing, typed, latestSave])

  function focusButton() {
    // The focused field is about to unmount.
    requestAnimationFrame(() => buttonRef.current?.focus())
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    void save()
    focusButton()
  }
  function stop() {
    setTyped(null)
    close()
  }
  function cancel() {
    stop()
    focusButton()
  }
  function cancelOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.preventDefault()
    cancel()
  }
  function saveOnLeaving({ currentTarget, relatedTarget }: FocusEvent) {
    if (!currentTarget.contains(relatedTarget) && document.hasFocus()) void save()
  }

  return (
    <div className={classNames(styles.line, canEdit && styles.editable)}>
      <Heading
        tabIndex={-1}
        className={classNames(
          isEditing && 'visually-hidden',
          visitor.name === null && !saving && styles.unnamed,
        )}
      >
        <bdi>{name}</bdi>
      </Heading>
      {isEditing && (
        <form className={styles.form} onSubmit={submit} onBlur={saveOnLeaving}>
          <input
            className={styles.field}
            aria-label={t('visitorsName')}
            value={typed ?? visitor.name ?? ''}
            maxLength={MAX_NAME_LENGTH}
            autoComplete="off"
            enterKeyHint="done"
            // biome-ignore lint/a11y/noAutofocus: the agent just pressed Edit
            autoFocus
            onFocus={(event) => event.target.select()}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={cancelOnEscape}
          />
          <button type="submit" className={styles.edit} aria-label={t('saveName')} data-tip>
            <Check size={16} aria-hidden="true" />
          </button>
          <button type="button" className={styles.edit} aria-label={t('keepName')} data-tip onClick={cancel}>
            <X size={16} aria-hidden="true" />
          </button>
        </form>
      )}
      {!isEditing && visitor.name === null && !saving && <span className={styles.hint}>{t('noName')}</span>}
      {!isEditing && canEdit && (
        <button
          ref={buttonRef}
          type="button"
          className={styles.edit}
          aria-label={t('changeName')}
          data-tip
          {...rename.props}
        >
          <Pencil size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
