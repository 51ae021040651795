import { createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import type { FrameHost, PageRequest } from '@/client/visitor/host/frame-host'
import { createVisitorMemory } from '@/client/visitor/visitor-memory'
import type { IdentityProof } from '@/contract/sites/identity'
import { deleteStored } from './forget-visitor'

/** The storage key of the verified visitor's id, set while this browser has their session. */
const VERIFIED = 'verified-visitor'

/** How long the chat waits for the page to identify its visitor, in milliseconds. */
const WAIT_MS = 3_000

type PageIdentity = Extract<PageRequest, { type: 'identity' }>
type Details = Pick<Extract<PageRequest, { type: 'visitor' }>, 'name' | 'email'>

/** The visitor's identity as proved by the page. */
export type VisitorIdentity = {
  /** Changes with the visitor or their conversation, to remount the chat. `null` while unknown: do not show the chat. */
  current: () => number | null
  /** Calls `listener` when {@link current} changes. Returns a function that unsubscribes. */
  subscribe: (listener: () => void) => () => void
  /** Requests the identity from the page. Call it once the chat is needed; later calls do nothing. */
  ask: () => void
  /** Handles the page's response. Until {@link ask} it is only kept, so that visitors who do not use the chat are not sent. */
  receive: (proof: PageIdentity, details: Details) => void
}

/**
 * Switches this browser to the visitor whose identity the page proves, and ends a verified visitor's session if it identifies no
 * one. Hides the chat meanwhile, so that nothing is sent as the wrong person. Keeps drafts and unsent messages, unless they belong
 * to another verified visitor.
 *
 * @param isOff whether the site does not use identity verification, so that the chat need not wait
 */
export function createVisitorIdentity(host: FrameHost, { isOff }: { isOff: boolean }): VisitorIdentity {
  const api = createApi({ side: 'visitor', credential: host.credential })
  const memory = createVisitorMemory(host.storage)
  const listeners = new Set<() => void>()
  let isAsked = false
  /** The page's response from before {@link VisitorIdentity.ask}. */
  let early: [PageIdentity, Details] | null = null
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

  /** Hides the chat, so that it makes no requests under a session that is ending. */
  function hide() {
    if (!isOff) show(null)
  }

  function take(proof: PageIdentity, details: Details) {
    // In order, so that the last one wins.
    working = working.then(() => settle(proof, details))
  }

  async function settle(identity: PageIdentity, details: Details): Promise<void> {
    const proof = proofOf(identity, details)
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

  /** Remembers the visitor's conversation, which may have been started in another browser. Resolves to whether it changed. */
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
      }, WAIT_MS)
      if (early === null) host.report({ type: 'identity' })
      else take(...early)
    },
    receive(proof, details) {
      if (!isAsked) early = [proof, details]
      else take(proof, details)
    },
  }
}

/** The proof to send to the server; `null` if the page identifies no one. */
function proofOf({ token, externalId, userHash }: PageIdentity, details: Details): IdentityProof | null {
  if (token !== undefined) return { token }
  if (externalId === undefined || userHash === undefined) return null
  return { ...details, externalId, userHash }
}

function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'identity_expired'
}

/** Warns the site's developers: otherwise a wrong signature just looks like a lost conversation. */
function complain(error: unknown): void {
  const why = error instanceof ApiError ? `${error.code}: ${error.message}` : 'the server did not answer'
  console.warn(`Porchlight: the visitor could not be identified. ${why}`)
}
