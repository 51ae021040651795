import { TYPING_EXPIRY_MS, TYPING_IDLE_MS, TYPING_SEND_MS } from '@/client/constants'

/** Sends typing signals at a limited rate. */
export class TypingSender {
  readonly #send: (isTyping: boolean) => void
  #isTyping = false
  #lastSentAt = Number.NEGATIVE_INFINITY
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(send: (isTyping: boolean) => void) {
    this.#send = send
  }

  /** Call on each keystroke. */
  typed(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.stop(), TYPING_IDLE_MS)
    const now = Date.now()
    if (now - this.#lastSentAt < TYPING_SEND_MS) return
    this.#lastSentAt = now
    this.#isTyping = true
    this.#send(true)
  }

  /** The channel is attached now: sends the signal again if the viewer is still typing. */
  repeat(): void {
    if (this.#isTyping) this.#send(true)
  }

  /** The text was sent or discarded. */
  stop(): void {
    clearTimeout(this.#idle)
    if (!this.#isTyping) return
    this.#isTyping = false
    this.#lastSentAt = Number.NEGATIVE_INFINITY
    this.#send(false)
  }
}

/** Who is typing. Entries expire unless their signal repeats. */
export class TypistList {
  readonly #onChange: (clientIds: string[]) => void
  readonly #expiries = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(onChange: (clientIds: string[]) => void) {
    this.#onChange = onChange
  }

  started(clientId: string): void {
    const isNew = !this.#expiries.has(clientId)
    clearTimeout(this.#expiries.get(clientId))
    this.#expiries.set(
      clientId,
      setTimeout(() => this.stopped(clientId), TYPING_EXPIRY_MS),
    )
    if (isNew) this.#changed()
  }

  stopped(clientId: string): void {
    clearTimeout(this.#expiries.get(clientId))
    if (this.#expiries.delete(clientId)) this.#changed()
  }

  clear(): void {
    for (const timer of this.#expiries.values()) clearTimeout(timer)
    if (this.#expiries.size === 0) return
    this.#expiries.clear()
    this.#changed()
  }

  #changed(): void {
    this.#onChange([...this.#expiries.keys()])
  }
}
