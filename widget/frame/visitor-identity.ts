import { createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import type { FrameHost, PageRequest } from '@/client/visitor/host/frame-host'
import { createVisitorMemory } from '@/client/visitor/visitor-memory'
import type { IdentityProof } from '@/contract/sites/identity'
import { deleteStored } from './forget-visitor'

/** The verified visitor whose session this browser keeps, by our id. */
const VERIFIED = 'verified-visitor'

/** How long the chat waits for a page that does not say who its visitor is, in milliseconds. */
const PATIENCE_MS = 3_000

type Told = Extract<PageRequest, { type: 'identity' }>
type Details = Pick<Extract<PageRequest, { type: 'visitor' }>, 'name' | 'email'>

/** Whose chat it is, as far as the page can prove it. */
export type VisitorIdentity = {
  /** Another value: another visitor or conversation, so the chat begins anew. `null` until the page has answered. */
  current: () => number | null
  /** Calls `listener` when {@link current} changes. Returns how to stop. */
  subscribe: (listener: () => void) => () => void
  /** Asks the page who its visitor is, once: the chat is needed now. */
  ask: () => void
  /** The page has answered. Before {@link ask} the answer is kept: nobody is told of a visitor who does not use the chat. */
  told: (proof: Told, details: Details) => void
}

/**
 * Makes this browser's visitor the one for whom the page has a proof, and ends the session of a verified one where the page names
 * nobody. While that is done there is no chat, so nothing is sent for the wrong person; what is typed or waits to be sent is kept,
 * unless it is another verified visitor's.
 *
 * @param isOff the site vouches for nobody, so the chat waits for no answer
 */
export function createVisitorIdentity(host: FrameHost, { isOff }: { isOff: boolean }): VisitorIdentity {
  const api = createApi({ side: 'visitor', credential: host.credential })
  const memory = createVisitorMemory(host.storage)
  const listeners = new Set<() => void>()
  let isAsked = false
  /** What the page said before it was asked. */
  let early: [Told, Details] | null = null
  let settled = ''
  let restarts = 0
  let current: number | null = isOff ? restarts : null
  let working = Promise.resolve()
  let mayAskAgain = true

  function show(next: number | null) {
    if (next === current) return
    current = next
    for (const listener of listeners) listener()
  }

  /** Nothing may be sent or asked for under a session that ends. */
  function hide() {
    if (!isOff) show(null)
  }

  function take(proof: Told, details: Details) {
    // One after the other: the last one counts.
    working = working.then(() => settle(proof, details))
  }

  async function settle(told: Told, details: Details): Promise<void> {
    const proof = proofOf(told, details)
    const asText = JSON.stringify(proof)
    if (asText === settled) return show(restarts)
    try {
      const isChanged = proof === null ? await end() : await identify(proof)
      settled = asText
      mayAskAgain = true
      if (isChanged) restarts += 1
    } catch (error) {
      if (isExpired(error) && mayAskAgain) {
        mayAskAgain = false
        host.report({ type: 'identity' })
        return
      }
      complain(error)
    }
    show(restarts)
  }

  async function identify(proof: IdentityProof): Promise<boolean> {
    hide()
    const { visitor, credential } = await api.identify(proof)
    const before = await host.storage.get(VERIFIED)
    if (before !== null && before !== visitor.id) await deleteStored(host)
    if (credential !== undefined) await host.credential.keep(credential)
    await host.storage.set(VERIFIED, visitor.id)
    return (await findConversation()) || before !== visitor.id
  }

  /** Remembers the visitor's conversation, whichever browser it was begun in. */
  async function findConversation(): Promise<boolean> {
    const { data } = await api.listConversations({ limit: 1 })
    const known = await memory.conversationId()
    const found = data[0]?.id ?? null
    if (found === known) return false
    await (found === null ? memory.forget() : memory.remember(found))
    return true
  }

  async function end(): Promise<boolean> {
    if ((await host.storage.get(VERIFIED)) === null) return false
    hide()
    await api.endIdentity({})
    await host.credential.forget()
    await memory.forget()
    await host.storage.remove(VERIFIED)
    return true
  }

  return {
    current: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ask() {
      if (isAsked) return
      isAsked = true
      setTimeout(() => {
        if (settled === '') void working.then(() => show(restarts))
      }, PATIENCE_MS)
      if (early === null) host.report({ type: 'identity' })
      else take(...early)
    },
    told(proof, details) {
      if (!isAsked) early = [proof, details]
      else take(proof, details)
    },
  }
}

/** What the server is asked to believe; `null` where the page names nobody. */
function proofOf({ token, externalId, userHash }: Told, details: Details): IdentityProof | null {
  if (token !== undefined) return { token }
  if (externalId === undefined || userHash === undefined) return null
  return { ...details, externalId, userHash }
}

function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'identity_expired'
}

/** For the people who build the page: without this line a wrong signature looks like a chat that forgets. */
function complain(error: unknown): void {
  const why = error instanceof ApiError ? `${error.code}: ${error.message}` : 'the server did not answer'
  console.warn(`Porchlight: the visitor could not be identified. ${why}`)
}
