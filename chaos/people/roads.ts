import type { ChaosProxy } from '../network/chaos-proxy'

/** The network between one group of people and the parts. */
export type Roads = { app: ChaosProxy; realtime: ChaosProxy }
