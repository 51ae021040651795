import type { RawClient } from '../raw-client'

/** A server under measurement: how it is started, and how one talks to it. */
export type RealtimeSystem = {
  name: string
  /** The program and its arguments; it writes a line once it is ready. */
  command: (port: number) => string[]
  /** What is asked for as a client connects. `session` is what {@link attach} answered before the connection was lost. */
  path: (session: string | null) => string
  /** Says what it takes until the client, which has just connected, is attached. Answers what it can come back with. */
  attach: (client: RawClient, channel: string) => Promise<string>
  /** The frame that publishes; `serial` counts the publishes of a connection. */
  publish: (channel: string, data: string, serial: number) => string
}

/** Where the bundled servers are, for {@link RealtimeSystem.command}. */
export function bundled(name: string): string {
  return `dist/bench/${name}.mjs`
}
