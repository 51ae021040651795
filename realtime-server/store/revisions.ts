import { MessageAction } from '../protocol/actions'
import type { Message } from '../protocol/protocol-message'
import type { Entry } from './broker'

/** The versions of changed messages in a log. Most messages never change, and cost nothing here. */
export class Revisions {
  /** By message serial, oldest version first. */
  readonly #versions = new Map<string, readonly Message[]>()

  /** All versions of a message, given its entry in the log. */
  of(message: Message): readonly Message[] {
    return this.#versions.get(message.serial) ?? [message]
  }

  /**
   * Adds a version, or replaces the one with the same serial: annotations do not create a new version.
   *
   * @param first the version in the log
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

  /** Drops the versions of an entry that is no longer kept. */
  forget(entry: Entry): void {
    if (this.#versions.size === 0 || entry.kind !== 'message') return
    for (const { serial, action } of entry.messages)
      if (action === MessageAction.create) this.#versions.delete(serial)
  }

  /** The entries for history: messages in their latest versions, without the entries that changed them. */
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
