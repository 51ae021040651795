import { Authenticator } from '../auth/authenticator'
import { ConnectionKeys } from '../auth/connection-key'
import { signJwt } from '../auth/jwt'
import { KeyRing } from '../auth/key'
import { Revocations } from '../auth/revocation'
import { connect } from '../core/connect'
import { transportLost } from '../core/disconnect'
import { Hub } from '../core/hub'
import { Namespaces } from '../core/namespaces'
import { publish } from '../core/publish'
import { receive } from '../core/receive'
import type { Transport } from '../core/transport'
import { defaultLimits, defaultTimings, type Limits } from '../options'
import { decodeText } from '../protocol/codec-json'
import { readMessages } from '../protocol/read-messages'
import { MemoryBroker } from '../store/memory-broker'
import { SharedBound } from '../store/shared-bound'
import { FakeClock } from './fake-clock'

const KEY = { name: 'app.key', secret: 'secret' }

// biome-ignore lint/suspicious/noExplicitAny: tests inspect frames of every type
type Frame = any

/** A client without a socket: frames it sends are received at once, and frames sent to it are recorded. */
export class TestClient {
  readonly #hub: Hub
  readonly #credentials: { key: string } | { token: string }
  #frames: Frame[] = []
  #transport: Transport
  #connection

  constructor(hub: Hub, credentials: { key: string } | { token: string }) {
    this.#hub = hub
    this.#credentials = credentials
    this.#transport = this.#newTransport()
    this.#connection = this.#connect(null)
  }

  get connectionId(): string {
    return this.#connection.id
  }

  send(frame: object): void {
    receive(this.#hub, this.#connection, decodeText(JSON.stringify(frame)))
  }

  /** The frames since the last call. */
  take(): Frame[] {
    return this.#frames.splice(0)
  }

  lose(): void {
    transportLost(this.#hub, this.#connection, this.#transport)
  }

  /** Reconnects over another transport and resumes the connection. */
  reconnect(): void {
    const { key } = this.#connection
    this.#transport = this.#newTransport()
    this.#connection = this.#connect(key)
    if (this.#frames[0]?.error) throw new Error('the connection was not resumed')
  }

  #connect(resumeKey: string | null) {
    return connect(this.#hub, this.#transport, {
      credentials: this.#credentials,
      clientId: null,
      resumeKey,
      echo: true,
      remainPresentForMs: this.#hub.timings.remainPresentForMs,
      maxIdleIntervalMs: this.#hub.timings.maxIdleIntervalMs,
    })
  }

  #newTransport(): Transport {
    return {
      format: 'json',
      send: (frame) => this.#frames.push(JSON.parse(Buffer.from(frame).toString())),
      close() {},
      isBehind: false,
      whenDrained: (callback) => callback(),
    }
  }
}

type SetUp = { capability?: Record<string, string[]>; limits?: Partial<Limits>; ttlMs?: number }

/** The core of a server with a frozen clock, and two connected clients. */
export function setUp({ capability, limits, ttlMs }: SetUp = {}) {
  const clock = new FakeClock()
  const revocations = new Revocations()
  const allLimits = { ...defaultLimits, ...limits }
  const hub = new Hub({
    authenticator: new Authenticator(
      new KeyRing([{ ...KEY, ...(capability && { capability }) }]),
      revocations,
      clock,
    ),
    connectionKeys: new ConnectionKeys('secret'),
    revocations,
    broker: new MemoryBroker(
      () => ({ ...allLimits, historyMs: defaultTimings.historyMs }),
      clock,
      new SharedBound(allLimits.maxTotalHistorySize),
    ),
    namespaces: new Namespaces([]),
    clock,
    limits: allLimits,
    timings: defaultTimings,
  })
  const credentials =
    ttlMs === undefined
      ? { key: `${KEY.name}:${KEY.secret}` }
      : { token: signJwt(KEY.name, KEY.secret, { exp: (clock.now() + ttlMs) / 1000 }) }
  const [client, other] = [new TestClient(hub, credentials), new TestClient(hub, credentials)]
  client.take()
  other.take()
  return {
    clock,
    hub,
    client,
    other,
    /** Another client, with a token for its client id. */
    newClient: (clientId: string) => {
      const claims = { exp: (clock.now() + 3_600_000) / 1000, 'x-ably-clientId': clientId }
      return new TestClient(hub, { token: signJwt(KEY.name, KEY.secret, claims) })
    },
    publish: (name: string) =>
      publish(hub.channel('room'), readMessages([{ name }], Infinity), { clientId: '*' }),
  }
}
