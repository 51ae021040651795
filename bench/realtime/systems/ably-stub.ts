import { porchlight } from './porchlight'
import { bundled, type RealtimeSystem } from './system'

/** A stub that speaks just enough of Ably's protocol for the workloads. */
export const ablyStub: RealtimeSystem = {
  ...porchlight,
  name: 'ably stub',
  command: (port) => [bundled('ably-stub-server'), String(port)],
}
