import * as Ably from 'ably'
import { expect, vi } from 'vitest'
import type { Product } from './product'

/** A bystander subscribed to the same channels, who must not be affected by attacks. */
export class Canary {
  readonly #client: Ably.Realtime
  readonly #rest: Ably.Rest
  readonly #channels: readonly string[]
  /** Everything received, as `channel name`. */
  readonly #heard: string[] = []
  #sung = 0

  private constructor(product: Product, channels: readonly string[]) {
    this.#client = new Ably.Realtime({ ...product.server, logLevel: 0 })
    this.#rest = new Ably.Rest({ ...product.server, logLevel: 0 })
    this.#channels = channels
  }

  static async listen(product: Product, channels: readonly string[]): Promise<Canary> {
    const canary = new Canary(product, channels)
    for (const name of channels) {
      await canary.#client.channels
        .get(name)
        .subscribe((message) => canary.#heard.push(`${name} ${message.name}`))
    }
    return canary
  }

  /** Publishes on every channel and waits until all of it arrives. Returns what else arrived meanwhile. */
  async sing(): Promise<string[]> {
    const song = `canary-${this.#sung++}`
    for (const name of this.#channels) await this.#rest.channels.get(name).publish(song, '')
    const expected = this.#channels.map((name) => `${name} ${song}`)
    await vi.waitFor(() => expect(this.#heard).toEqual(expect.arrayContaining(expected)), { timeout: 5_000 })
    return this.#heard.splice(0).filter((entry) => !expected.includes(entry))
  }

  stop(): void {
    this.#client.close()
  }
}
