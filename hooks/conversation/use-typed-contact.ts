import { useEffect, useRef, useState } from 'react'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { NO_CONTACT, type TypedContact } from '@/client/visitor/typed-contact'
import { createVisitorMemory } from '@/client/visitor/visitor-memory'

/** The visitor's name and address as typed, stored with each keystroke until they are sent. */
export function useTypedContact(storage: BrowserStorage) {
  const [memory] = useState(() => createVisitorMemory(storage))
  const [typed, setTyped] = useState<TypedContact>(NO_CONTACT)
  const hasTyped = useRef(false)

  useEffect(() => {
    let isCurrent = true
    void memory.contact().then((kept) => {
      if (isCurrent && !hasTyped.current) setTyped(kept)
    })
    return () => {
      isCurrent = false
    }
  }, [memory])

  function keep(next: TypedContact) {
    hasTyped.current = true
    setTyped(next)
    void memory.keepContact(next)
  }

  return { typed, keep }
}
