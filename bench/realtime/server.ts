import { readFileSync } from 'node:fs'
import { freePort } from '@/tests/free-port'
import { startProcess, stopProcess } from '../processes'
import { RawClient } from './raw-client'
import type { RealtimeSystem } from './systems/system'

/** The CPU reserved for the server; the generator uses the other one. */
const SERVER_CORE = '0'

/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** A client that is attached to a channel. */
export type Member = {
  client: RawClient
  /** The session to resume after a disconnect. */
  session: string
  /** Publishes on its own channel or another. */
  publish(data: string, channel?: string): void
}

/** A server in a process of its own, with its measurements. */
export type RunningServer = {
  name: string
  /** Connects a client and attaches it; `session` resumes a lost member. */
  join(channel: string, session?: string): Promise<Member>
  /** CPU time used since the start, in microseconds. */
  cpuMicroseconds(): number
  /** Resident memory, in bytes. */
  residentBytes(): number
  stop(): Promise<void>
}

/** Starts a system's server, pinned to its own CPU if possible. */
export async function startServer(system: RealtimeSystem, pinned: boolean): Promise<RunningServer> {
  const port = await freePort()
  const node = [process.execPath, ...system.command(port)]
  const [command = '', ...args] = pinned ? ['taskset', '-c', SERVER_CORE, ...node] : node
  const child = await startProcess(command, args, { env: { NODE_ENV: 'production' }, ready: /\n/ })

  return {
    name: system.name,
    async join(channel, session) {
      const client = await RawClient.open(port, system.path(session ?? null))
      const attached = await system.attach(client, channel)
      let serial = 0
      return {
        client,
        session: attached,
        publish: (data, where = channel) => client.send(system.publish(where, data, serial++)),
      }
    },
    cpuMicroseconds: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000_000
    },
    residentBytes: () =>
      Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    stop: () => stopProcess(child),
  }
}
