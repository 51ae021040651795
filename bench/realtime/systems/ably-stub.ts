import { porchlight } from './porchlight'
import { bundled, type RealtimeSystem } from './system'

/** The least that speaks as much of Ably's protocol as the workloads do. Clients talk to it as they do to ours. */
export const ablyStub: RealtimeSystem = {
  ...porchlight,
  name: 'ably stub',
  command: (port) => [bundled('ably-stub-server'), String(port)],
}
