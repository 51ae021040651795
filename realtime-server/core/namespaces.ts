import type { NamespaceOptions } from '../options'

/** An app's namespaces: rules that apply to a channel by the part of its name before the first colon. */
export class Namespaces {
  readonly #byId: ReadonlyMap<string, NamespaceOptions>

  constructor(namespaces: readonly NamespaceOptions[]) {
    this.#byId = new Map(namespaces.map((namespace) => [namespace.id, namespace]))
  }

  /** Whether the channel's history is kept for long. */
  isPersisted(channel: string): boolean {
    return this.#of(channel)?.persisted ?? false
  }

  /** Whether messages on the channel can be changed, deleted and annotated. */
  isMutable(channel: string): boolean {
    return this.#of(channel)?.mutableMessages ?? false
  }

  #of(channel: string): NamespaceOptions | undefined {
    return this.#byId.get(channel.split(':', 1)[0] ?? '')
  }
}
