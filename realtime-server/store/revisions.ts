import { MessageAction } from '../protocol/actions'
import type { Message } from '../protocol/protocol-message'
import type { Entry } from './broker'

/** The versions of the messages of one log that were changed. Most never are, and cost nothing here. */
export class Revisions {
  /** By serial of the message, oldest version first. */
  readonly #versions = new Map<string, readonly Message[]>()

  /** All versions of a message, given the one that the log has. */
  of(message: Message): readonly Message[] {
    return this.#versions.get(message.serial) ?? [message]
  }

  /**
   * Adds a version, or replaces the one with the same serial: a message that is annotated stays the version that it is.
   *
   * @param first the version that the log has
   */
  add(first: Message, revision: Message): void {
    const others = this.of(first).filter(({ version }) => version.serial !== revision.version.serial)
    this.#versions.set(first.serial, [...others, revision])
  }

  snapshot(): [messageSerial: string, versions: readonly Message[]][] {
    return [...this.#versions]
  }

  restore(revisions: Iterable<readonly [messageSerial: string, versions: readonly Message[]]>): void {
    for (const [messageSerial, versions] of revisions) this.#versions.set(messageSerial, versions)
  }

  clear(): void {
    this.#versions.clear()
  }

  /** Forgets what was changed of an entry that is no longer kept. */
  forget(entry: Entry): void {
    if (this.#versions.size === 0 || entry.kind !== 'message') return
    for (const { serial, action } of entry.messages)
      if (action === MessageAction.create) this.#versions.delete(serial)
  }

  /** Entries as history tells them: in their latest versions, and without the changes themselves. */
  applyTo(entries: readonly Entry[]): Entry[] {
    return entries.flatMap((entry) => {
      if (entry.kind !== 'message') return entry
      const messages = entry.messages
        .filter(({ action }) => action === MessageAction.create)
        .map((message) => this.of(message).at(-1) ?? message)
      return messages.length === 0 ? [] : { ...entry, messages }
    })
  }
}
