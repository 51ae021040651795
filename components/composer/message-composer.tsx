'use client'

import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useId, useRef } from 'react'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { LENGTH_SHOWN_FROM } from '@/client/constants'
import { MAX_CONTENT_LENGTH } from '@/contract/limits'
import { cleanContent, codePointLength, isVisible } from '@/contract/text'
import { useDeskWords } from '@/hooks/browser/use-desk-words'
import { useWords } from '@/hooks/browser/use-words'
import { useDraft } from '@/hooks/conversation/use-draft'
import { classNames } from '../ui/class-names'
import { CheckIcon, SendIcon } from '../ui/icons'
import { isComposing, isTouch } from './enter-key'
import styles from './message-composer.module.css'
import { useFieldHeight } from './use-field-height'

type MessageComposerProps = {
  /** The field's accessible name. */
  label: string
  placeholder: string
  /** The storage key of the draft, which survives reloads and crashes. A new key loads another draft. */
  draftKey: string
  /** Where the draft is stored. Default: the agents' storage. */
  storage?: BrowserStorage
  /** Receives the cleaned text. Never called if that is too long or has no visible character. */
  onSend: (content: string) => void
  /** Called before `onSend`. Returning `false` leaves the text in the field. */
  admits?: () => boolean
  /** Called when the text changes to anything but blank. */
  onTyping?: () => void
  /** Called when the text is sent or cleared, or the field loses focus. */
  onStopTyping?: () => void
  /** Like `onSend`, but also closes the conversation: on Ctrl/⌘+Enter and by an extra button. */
  onSendAndClose?: (content: string) => void
  /** Called by the same shortcut and button when there is nothing to send. */
  onClose?: () => void
  /** Called on the first character of a new text. */
  onBegin?: () => void
  /** Called first for each key. Can prevent the default. */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  /** The label of the send button. Default: "Send". */
  sendLabel?: string
  /** Additional controls before the send button. */
  actions?: ReactNode
  autoFocus?: boolean
}

/** A text field with a send button. Never disabled: the log shows whether a message was delivered. */
export function MessageComposer(props: MessageComposerProps) {
  const { label, placeholder, draftKey, onSend, onTyping, onStopTyping, actions, autoFocus = false } = props
  const { onSendAndClose, onClose, onBegin, onKeyDown, storage, admits } = props
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(draftKey, { storage, onReturned: () => fieldRef.current?.focus() })
  const { text } = draft
  const hintId = useId()
  const { t } = useWords()
  const deskWords = useDeskWords()
  const { sendLabel = t('send') } = props
  const content = cleanContent(text)
  const left = MAX_CONTENT_LENGTH - codePointLength(content)
  const showsLeft = left <= MAX_CONTENT_LENGTH * (1 - LENGTH_SHOWN_FROM)
  useFieldHeight(fieldRef, text)

  function send(event: SyntheticEvent, deliver = onSend) {
    event.preventDefault()
    fieldRef.current?.focus()
    if (!isVisible(content) || left < 0) return
    if (admits && !admits()) return
    deliver(content)
    draft.sent(content)
    onStopTyping?.()
  }

  function sendAndClose(event: SyntheticEvent) {
    if (isVisible(content)) return send(event, onSendAndClose)
    event.preventDefault()
    onClose?.()
  }

  function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
    onKeyDown?.(event)
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
    if (onSendAndClose && (event.ctrlKey || event.metaKey)) sendAndClose(event)
    else if (!isTouch()) send(event)
  }

  function change(value: string) {
    if (text === '' && value !== '') onBegin?.()
    draft.type(value)
    if (value.trim() === '') onStopTyping?.()
    else onTyping?.()
  }

  return (
    <form onSubmit={send} className={styles.form}>
      <div className={styles.box}>
        <textarea
          ref={fieldRef}
          className={styles.field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={label}
          aria-invalid={left < 0}
          aria-describedby={showsLeft ? hintId : undefined}
          enterKeyHint="enter"
          // biome-ignore lint/a11y/noAutofocus: people open a conversation to write
          autoFocus={autoFocus}
          onChange={(event) => change(event.target.value)}
          onKeyDown={sendOnEnter}
          onBlur={onStopTyping}
        />
        {actions}
        {onSendAndClose && (
          <button
            type="button"
            className={styles.sendAndClose}
            aria-label={deskWords.t('sendAndClose')}
            data-tip
            onClick={sendAndClose}
          >
            <CheckIcon />
            <span>{deskWords.t('sendAndClose')}</span>
          </button>
        )}
        {/* Preventing the default keeps the focus in the field and a phone's keyboard open. */}
        <button
          type="submit"
          className={styles.send}
          aria-label={sendLabel}
          {...(onSendAndClose ? { 'data-tip': '' } : { title: sendLabel })}
          onPointerDown={(event) => event.preventDefault()}
        >
          <SendIcon />
        </button>
      </div>
      {showsLeft && (
        <p id={hintId} className={classNames(styles.hint, left < 0 && styles.tooLong)}>
          {left < 0 ? t('charactersTooMany', { count: -left }) : t('charactersLeft', { count: left })}
        </p>
      )}
    </form>
  )
}
