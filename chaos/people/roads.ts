import type { ChaosProxy } from '../network/chaos-proxy'

/** The networks between a group of people and the servers. */
export type Roads = { app: ChaosProxy; realtime: ChaosProxy }
