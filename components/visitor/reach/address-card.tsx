import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { ApiError } from '@/client/api/api-error'
import { isEmailAddress } from '@/client/visitor/contact'
import { useAnnounce } from '@/components/ui/announcer'
import { NamedText } from '@/components/ui/named-text'
import { MAX_EMAIL_LENGTH } from '@/contract/limits'
import type { VisitorChanges } from '@/contract/log/conversation'
import { useWords } from '@/hooks/browser/use-words'
import styles from './address-card.module.css'
import { ContactField } from './contact-field'
import type { Reach } from './use-reach'

type AddressCardProps = {
  /** The visitor's known address. */
  email: string | null
  /** Whether their site vouches for them. If so, only the site can set their address. */
  isVerified: boolean
  reach: Reach
  /** Saves the change. Rejects on failure. */
  onTell: (visitor: VisitorChanges) => Promise<void>
  /** Called when the visitor declines or cancels. */
  onLeave: () => void
}

/** Asks once for an address to reply to. After that, it is one line with a button to add, change or remove it. */
export function AddressCard({ email, isVerified, reach, onTell, onLeave }: AddressCardProps) {
  const { t, around } = useWords()
  const [isOpen, setOpen] = useState(false)
  const announce = useAnnounce()
  const lineRef = useRef<HTMLButtonElement>(null)
  const { typed, type, hasAsked, noteAsked } = reach
  const isAsking = email === null && hasAsked === false && !isVerified

  /** Whether to focus the line's button once it replaces the form. */
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

  async function store(address: string | null) {
    await onTell({ email: address })
    isLineNext.current = true
    noteAsked()
    close()
    announce(address === null ? t('addressRemoved') : t('addressSaved', { email: address }))
  }

  if (isAsking || (isOpen && !isVerified))
    return (
      <AddressForm
        known={email}
        typed={typed.email}
        onType={(text) => type({ email: text })}
        takesFocus={isOpen}
        onTell={store}
        onCancel={() => {
          noteAsked()
          close()
          onLeave()
        }}
      />
    )
  // Storage has not answered yet, or there is nothing to show.
  if (email === null && (hasAsked === null || isVerified)) return null
  return (
    <div className={styles.line}>
      {email !== null && (
        <p>
          <NamedText around={around('addressKnown')} name={email} />
        </p>
      )}
      {!isVerified && (
        <button
          ref={lineRef}
          type="button"
          className={styles.link}
          onClick={() => {
            type({ email: email ?? typed.email })
            setOpen(true)
          }}
        >
          {t(email === null ? 'leaveAddress' : 'changeAddress')}
        </button>
      )}
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
  const { t } = useWords()
  const titleId = useId()
  const fieldRef = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<Complaint | null>(null)
  const [isTelling, setTelling] = useState(false)

  useEffect(() => {
    if (!takesFocus) return
    fieldRef.current?.focus()
    fieldRef.current?.select()
  }, [takesFocus])

  function complain(about: Complaint) {
    setError(about)
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
    if (!isEmailAddress(email)) return complain('addressWrong')
    void tell(email)
  }

  return (
    <form className={styles.card} aria-labelledby={titleId} aria-busy={isTelling} noValidate onSubmit={save}>
      <div>
        <p id={titleId} className={styles.title}>
          {t('askAddress')}
        </p>
        <p className={styles.reason}>{t('askAddressWhy')}</p>
      </div>
      <ContactField
        label={t('email')}
        inputRef={fieldRef}
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        enterKeyHint="done"
        maxLength={MAX_EMAIL_LENGTH}
        value={typed}
        error={error && t(error)}
        onChange={(event) => {
          setError(null)
          onType(event.target.value)
        }}
      />
      <div className={styles.actions}>
        <button type="submit" className={styles.save}>
          {t('saveAddress')}
        </button>
        <button type="button" className={styles.quiet} onClick={onCancel}>
          {t(known === null ? 'notNow' : 'cancel')}
        </button>
        {known !== null && (
          <button type="button" className={styles.quiet} onClick={() => void tell(null)}>
            {t('removeAddress')}
          </button>
        )}
      </div>
    </form>
  )
}

/** An error, as the key of its text, so that it follows a change of language. */
type Complaint = 'addressWrong' | 'addressTooOften' | 'addressFromSite' | 'addressBlocked' | 'addressNotSaved'

/** The error for a failed request. */
function reasonOf(error: unknown): Complaint {
  if (!(error instanceof ApiError)) return 'addressNotSaved'
  switch (error.code) {
    case 'validation_failed':
      return 'addressWrong'
    case 'rate_limited':
      return 'addressTooOften'
    case 'email_verified':
      return 'addressFromSite'
    case 'blocked':
      return 'addressBlocked'
    default:
      return 'addressNotSaved'
  }
}
