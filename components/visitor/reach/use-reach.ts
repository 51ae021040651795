import { type RefObject, useRef, useState } from 'react'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { StoredFlag } from '@/client/browser/stored-flag'
import { isEmailAddress } from '@/client/visitor/contact'
import type { TypedContact } from '@/client/visitor/typed-contact'
import { ADDRESS_ASKED } from '@/client/visitor/visitor-memory'
import { useStoredFlag } from '@/hooks/browser/use-stored-flag'
import { useTypedContact } from '@/hooks/conversation/use-typed-contact'

export type Reach = {
  /** What is typed and not told yet. It outlives the page. */
  typed: TypedContact
  type: (change: Partial<TypedContact>) => void
  /** Whether the visitor was asked before; `null` until the browser's storage has answered. */
  hasAsked: boolean | null
  /** The visitor was asked: never do so again by ourselves. */
  noteAsked: () => void
  /** Whether the address is asked for before the first message. */
  isAskingFirst: boolean
  /** Whether the address typed before the first message is malformed. */
  isEmailWrong: boolean
  emailRef: RefObject<HTMLInputElement | null>
  /** Whether the message may be sent. A malformed address must be mended first; an empty one does not block sending. */
  admit: () => boolean
}

type Situation = {
  /** `null` while nobody knows. */
  isAgentThere: boolean | null
  /** Nothing was written yet. */
  isEmpty: boolean
}

/** When a visitor is asked how to reach them: before the first message if no agent is there, otherwise after it. */
export function useReach(storage: BrowserStorage, { isAgentThere, isEmpty }: Situation): Reach {
  const { typed, keep } = useTypedContact(storage)
  const [flag] = useState(() => new StoredFlag(ADDRESS_ASKED, () => storage))
  const hasAsked = useStoredFlag(flag)
  const [isEmailWrong, setEmailWrong] = useState(false)
  const emailRef = useRef<HTMLInputElement>(null)
  // Who has begun to fill it in goes on, even when an agent comes.
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
