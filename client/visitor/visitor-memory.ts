import { v4 as uuid } from 'uuid'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { NO_CONTACT, readContact, type TypedContact, writeContact } from './typed-contact'

const CONVERSATION = 'visitor:conversation'
const START = 'visitor:start'
const CONTACT = 'visitor:contact'

/** The flag that the visitor has been asked for an e-mail address. */
export const ADDRESS_ASKED = 'visitor:address-asked'

/**
 * Which conversation this browser's visitor has. Only a hint: what opens it is the visitor's credential. All tabs share it,
 * so that two of them start one conversation and not two.
 */
export type VisitorMemory = {
  conversationId: () => Promise<string | null>
  remember: (conversationId: string) => Promise<void>
  /** The conversation cannot be had any more: the next message starts another. */
  forget: () => Promise<void>
  /** The secret under which a conversation is started; the same until it was, so that a repeat is harmless. */
  startId: () => Promise<string>
  /** Name and address that were typed and not told yet. The start of a conversation tells them. */
  contact: () => Promise<TypedContact>
  keepContact: (typed: TypedContact) => Promise<void>
  /** Calls `listener` when another tab changes the conversation. Returns how to stop. */
  subscribe: (listener: () => void) => () => void
}

/** True when something was begun here before, even if only to be sent later. Another tab counts. */
export async function hasVisited(storage: BrowserStorage): Promise<boolean> {
  const [conversationId, startId] = await Promise.all([storage.get(CONVERSATION), storage.get(START)])
  return conversationId !== null || startId !== null
}

export function createVisitorMemory(storage: BrowserStorage): VisitorMemory {
  return {
    conversationId: () => storage.get(CONVERSATION),
    async remember(conversationId) {
      await Promise.all([
        storage.set(CONVERSATION, conversationId),
        storage.remove(START),
        storage.remove(CONTACT),
      ])
    },
    async forget() {
      await Promise.all([CONVERSATION, START, CONTACT, ADDRESS_ASKED].map((key) => storage.remove(key)))
    },
    async startId() {
      const known = await storage.get(START)
      if (known !== null) return known
      const startId = uuid()
      await storage.set(START, startId)
      return startId
    },
    contact: async () => readContact(await storage.get(CONTACT)),
    async keepContact(typed) {
      const isEmpty = typed.name === NO_CONTACT.name && typed.email === NO_CONTACT.email
      await (isEmpty ? storage.remove(CONTACT) : storage.set(CONTACT, writeContact(typed)))
    },
    subscribe(listener) {
      return storage.subscribe(({ key }) => {
        if (key === CONVERSATION || key === null) listener()
      })
    },
  }
}
