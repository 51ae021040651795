import { type RefObject, useRef, useState } from 'react'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { StoredFlag } from '@/client/browser/stored-flag'
import { isEmailAddress } from '@/client/visitor/contact'
import type { TypedContact } from '@/client/visitor/typed-contact'
import { ADDRESS_ASKED } from '@/client/visitor/visitor-memory'
import { useStoredFlag } from '@/hooks/browser/use-stored-flag'
import { useTypedContact } from '@/hooks/conversation/use-typed-contact'

export type Reach = {
  /** The contact details typed but not yet sent. They survive a reload. */
  typed: TypedContact
  type: (change: Partial<TypedContact>) => void
  /** Whether the visitor has been asked before; `null` until storage has answered. */
  hasAsked: boolean | null
  /** Remembers that the visitor has been asked, so that they are not asked again. */
  noteAsked: () => void
  /** Whether to ask before the first message. */
  isAskingFirst: boolean
  /** Whether the address typed before the first message is malformed. */
  isEmailWrong: boolean
  emailRef: RefObject<HTMLInputElement | null>
  /** Whether the message may be sent. A malformed address must be corrected first; an empty one is fine. */
  admit: () => boolean
}

type Situation = {
  /** `null` if unknown. */
  isAgentThere: boolean | null
  /** Whether there is no message yet. */
  isEmpty: boolean
}

/** Decides when to ask visitors for contact details: before the first message if no agent is available, otherwise after it. */
export function useReach(storage: BrowserStorage, { isAgentThere, isEmpty }: Situation): Reach {
  const { typed, keep } = useTypedContact(storage)
  const [flag] = useState(() => new StoredFlag(ADDRESS_ASKED, () => storage))
  const hasAsked = useStoredFlag(flag)
  const [isEmailWrong, setEmailWrong] = useState(false)
  const emailRef = useRef<HTMLInputElement>(null)
  // Visitors who have started to fill it in can finish, even if an agent becomes available.
  const isAskingFirst = isEmpty && (isAgentThere === false || typed.email !== '' || typed.name !== '')

  function type(change: Partial<TypedContact>) {
    const next = { ...typed, ...change }
    if (isEmailWrong && (next.email === '' || isEmailAddress(next.email))) setEmailWrong(false)
    keep(next)
  }

  function admit(): boolean {
    if (!isAskingFirst) return true
    if (typed.email.trim() !== '' && !isEmailAddress(typed.email)) {
      setEmailWrong(true)
      emailRef.current?.focus()
      return false
    }
    setEmailWrong(false)
    keep(typed)
    flag.set(true)
    return true
  }

  return {
    typed,
    type,
    hasAsked,
    noteAsked: () => flag.set(true),
    isAskingFirst,
    isEmailWrong,
    emailRef,
    admit,
  }
}
