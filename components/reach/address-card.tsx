import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { ApiError } from '@/client/api/api-error'
import { isEmailAddress } from '@/client/visitor/contact'
import type { VisitorChanges } from '@/contract/conversation'
import { MAX_EMAIL_LENGTH } from '@/contract/limits'
import { useAnnounce } from '../announcer'
import styles from './address-card.module.css'
import { ContactField } from './contact-field'
import type { Reach } from './use-reach'

const words = {
  title: 'Where can we reach you?',
  reason: 'So we can reply if you leave.',
  email: 'E-mail',
  save: 'Save',
  skip: 'Not now',
  cancel: 'Cancel',
  remove: 'Remove address',
  known: 'If you leave, we can reply to:',
  change: 'Change e-mail',
  offer: 'Leave an e-mail address',
  saved: (email: string) => `Saved. If you leave, we can reply to ${email}.`,
  removed: 'The address is removed.',
  wrongEmail: 'Enter an address like name@example.com.',
  slow: 'Too many tries. Wait a moment, then save again.',
  verified: 'This address comes from the web site that you are signed in to. Change it there.',
  blocked: 'You cannot change this at the moment.',
  failed: 'It could not be saved. Check your connection, then save again.',
}

type AddressCardProps = {
  /** What is known of the visitor. */
  email: string | null
  reach: Reach
  /** Rejects when it could not be told. */
  onTell: (visitor: VisitorChanges) => Promise<void>
  /** The visitor is done here. */
  onLeave: () => void
}

/** Asks once for an address to reply to; after that one line, from which it can be left, changed and removed. */
export function AddressCard({ email, reach, onTell, onLeave }: AddressCardProps) {
  const [isOpen, setOpen] = useState(false)
  const announce = useAnnounce()
  const lineRef = useRef<HTMLButtonElement>(null)
  const { typed, type, hasAsked, noteAsked } = reach
  const isAsking = email === null && hasAsked === false

  /** The form goes, and must not take the focus with it. */
  const isLineNext = useRef(false)
  useEffect(() => {
    if (!isLineNext.current || lineRef.current === null) return
    isLineNext.current = false
    lineRef.current.focus()
  })

  function close() {
    type({ email: '' })
    setOpen(false)
  }

  async function tell(told: string | null) {
    await onTell({ email: told })
    isLineNext.current = true
    noteAsked()
    close()
    announce(told === null ? words.removed : words.saved(told))
  }

  if (isAsking || isOpen)
    return (
      <AddressForm
        known={email}
        typed={typed.email}
        onType={(text) => type({ email: text })}
        takesFocus={isOpen}
        onTell={tell}
        onCancel={() => {
          noteAsked()
          close()
          onLeave()
        }}
      />
    )
  // Before that it is not known whether to ask.
  if (email === null && hasAsked === null) return null
  return (
    <div className={styles.line}>
      {email !== null && (
        <p>
          <span>{words.known}</span> <bdi dir="ltr">{email}</bdi>
        </p>
      )}
      <button
        ref={lineRef}
        type="button"
        className={styles.link}
        onClick={() => {
          type({ email: email ?? typed.email })
          setOpen(true)
        }}
      >
        {email === null ? words.offer : words.change}
      </button>
    </div>
  )
}

type AddressFormProps = {
  known: string | null
  typed: string
  onType: (email: string) => void
  takesFocus: boolean
  onTell: (email: string | null) => Promise<void>
  onCancel: () => void
}

function AddressForm({ known, typed, onType, takesFocus, onTell, onCancel }: AddressFormProps) {
  const titleId = useId()
  const fieldRef = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string | null>(null)
  const [isTelling, setTelling] = useState(false)

  useEffect(() => {
    if (!takesFocus) return
    fieldRef.current?.focus()
    fieldRef.current?.select()
  }, [takesFocus])

  function complain(text: string) {
    setError(text)
    fieldRef.current?.focus()
  }

  async function tell(email: string | null) {
    if (isTelling) return
    setTelling(true)
    try {
      await onTell(email)
    } catch (refusal) {
      complain(reasonOf(refusal))
    } finally {
      setTelling(false)
    }
  }

  function save(event: FormEvent) {
    event.preventDefault()
    const email = typed.trim()
    if (!isEmailAddress(email)) return complain(words.wrongEmail)
    void tell(email)
  }

  return (
    <form className={styles.card} aria-labelledby={titleId} aria-busy={isTelling} noValidate onSubmit={save}>
      <div>
        <p id={titleId} className={styles.title}>
          {words.title}
        </p>
        <p className={styles.reason}>{words.reason}</p>
      </div>
      <ContactField
        label={words.email}
        inputRef={fieldRef}
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        enterKeyHint="done"
        maxLength={MAX_EMAIL_LENGTH}
        value={typed}
        error={error}
        onChange={(event) => {
          setError(null)
          onType(event.target.value)
        }}
      />
      <div className={styles.actions}>
        <button type="submit" className={styles.save}>
          {words.save}
        </button>
        <button type="button" className={styles.quiet} onClick={onCancel}>
          {known === null ? words.skip : words.cancel}
        </button>
        {known !== null && (
          <button type="button" className={styles.quiet} onClick={() => void tell(null)}>
            {words.remove}
          </button>
        )}
      </div>
    </form>
  )
}

/** What to do about an address that could not be stored. */
function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return words.failed
  switch (error.code) {
    case 'validation_failed':
      return words.wrongEmail
    case 'rate_limited':
      return words.slow
    case 'email_verified':
      return words.verified
    case 'blocked':
      return words.blocked
    default:
      return words.failed
  }
}
