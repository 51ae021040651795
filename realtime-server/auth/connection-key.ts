import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { randomText } from '../protocol/random-text'
import { equalInConstantTime } from './key'

/**
 * Connection keys: `<connectionId>!<random>.<mac>`. A client that has one may resume the connection. The mac makes it
 * authentic without anything being kept, also after a restart, and binds it to one client id.
 */
export class ConnectionKeys {
  readonly #secret: KeyObject

  /** @param secret the same one reads its keys after a restart */
  constructor(secret: string) {
    this.#secret = createSecretKey(secret, 'utf8')
  }

  /** A new key for a connection. Never the same twice. */
  mint(connectionId: string, clientId: string | null): string {
    const body = `${connectionId}!${randomText(9)}`
    return `${body}.${this.#mac(body, clientId)}`
  }

  /** The connection that a key is for, or `null` when the key is not one of ours or is for another client id. */
  verify(key: string, clientId: string | null): string | null {
    const [, body = '', connectionId = '', mac = ''] =
      /^((\w[\w-]{0,31})![\w-]{1,32})\.([\w-]{43})$/.exec(key) ?? []
    if (body === '' || !equalInConstantTime(mac, this.#mac(body, clientId))) return null
    return connectionId
  }

  #mac(body: string, clientId: string | null): string {
    return createHmac('sha256', this.#secret)
      .update(JSON.stringify([body, clientId]))
      .digest('base64url')
  }
}
