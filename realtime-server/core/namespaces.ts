import type { NamespaceOptions } from '../options'

/** The namespaces of one app: what holds for a channel because of the part of its name before the first colon. */
export class Namespaces {
  readonly #byId: ReadonlyMap<string, NamespaceOptions>

  constructor(namespaces: readonly NamespaceOptions[]) {
    this.#byId = new Map(namespaces.map((namespace) => [namespace.id, namespace]))
  }

  /** Whether what the channel says is kept for long. */
  isPersisted(channel: string): boolean {
    return this.#of(channel)?.persisted ?? false
  }

  /** Whether the channel's messages can be changed, deleted and annotated. */
  isMutable(channel: string): boolean {
    return this.#of(channel)?.mutableMessages ?? false
  }

  #of(channel: string): NamespaceOptions | undefined {
    return this.#byId.get(channel.split(':', 1)[0] ?? '')
  }
}
