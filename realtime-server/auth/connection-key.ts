import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { randomText } from '../protocol/random-text'
import { equalInConstantTime } from './key'

/**
 * Connection keys: `<connectionId>!<random>.<mac>`. A client presents its key to resume the connection. The MAC authenticates
 * the key without server-side state, also across restarts, and binds it to one client id.
 */
export class ConnectionKeys {
  readonly #secret: KeyObject

  /** @param secret keys stay valid across restarts as long as it is the same */
  constructor(secret: string) {
    this.#secret = createSecretKey(secret, 'utf8')
  }

  /** A new, unique key for a connection. */
  mint(connectionId: string, clientId: string | null): string {
    const body = `${connectionId}!${randomText(9)}`
    return `${body}.${this.#mac(body, clientId)}`
  }

  /** The connection id in a key, or `null` when the key is forged or bound to another client id. */
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
