import type { Member, RunningServer } from './server'

/** Fewer than a listening socket keeps waiting (511): beyond that the system drops, and tries again after a second. */
const AT_ONCE = 400

/** Connects and attaches a client for each channel named, many at once; `sessions` are those of members that were lost. */
export async function joinMany(
  server: RunningServer,
  channels: readonly string[],
  sessions: readonly string[] = [],
): Promise<Member[]> {
  const members: Member[] = []
  let next = 0
  const joinOneAfterAnother = async () => {
    while (next < channels.length) {
      const index = next++
      members[index] = await server.join(channels[index] ?? '', sessions[index])
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, joinOneAfterAnother))
  return members
}
