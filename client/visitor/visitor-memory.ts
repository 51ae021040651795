import { v4 as uuid } from 'uuid'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { NO_CONTACT, readContact, type TypedContact, writeContact } from './typed-contact'

const CONVERSATION = 'visitor:conversation'
const START = 'visitor:start'
const CONTACT = 'visitor:contact'

/** The flag that the visitor was asked for an e-mail address. */
export const ADDRESS_ASKED = 'visitor:address-asked'

/**
 * Remembers this browser's conversation. Only a hint: access needs the visitor's credential. Shared by all tabs, so that they
 * do not start one each.
 */
export type VisitorMemory = {
  conversationId: () => Promise<string | null>
  remember: (conversationId: string) => Promise<void>
  /** The conversation is no longer accessible: the next message starts another. */
  forget: () => Promise<void>
  /** The idempotency key for starting a conversation. Stays the same until the start succeeds. */
  startId: () => Promise<string>
  /** Name and address that were typed but not sent. Sent when the conversation starts. */
  contact: () => Promise<TypedContact>
  keepContact: (typed: TypedContact) => Promise<void>
  /** Calls `listener` when another tab or session changes the conversation. Returns an unsubscribe function. */
  subscribe: (listener: () => void) => () => void
}

/** True if a conversation was started here, even if only queued. Other tabs count. */
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
