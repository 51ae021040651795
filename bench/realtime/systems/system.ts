import type { RawClient } from '../raw-client'

/** A server to measure: how to start it and how to talk to it. */
export type RealtimeSystem = {
  name: string
  /** The program and its arguments; it prints a line once it is ready. */
  command: (port: number) => string[]
  /** The path to connect to. `session` is the result of {@link attach} before the connection was lost. */
  path: (session: string | null) => string
  /** Attaches a client that has just connected. Returns what it can resume with. */
  attach: (client: RawClient, channel: string) => Promise<string>
  /** A publish frame; `serial` counts the publishes of a connection. */
  publish: (channel: string, data: string, serial: number) => string
}

/** The path of a bundled server, for {@link RealtimeSystem.command}. */
export function bundled(name: string): string {
  return `dist/bench/${name}.mjs`
}
