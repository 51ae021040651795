import type { Member, RunningServer } from './server'

/** Below the backlog of a listening socket (511): the kernel drops connections beyond that, and retries after a second. */
const AT_ONCE = 400

/** Connects and attaches one client per channel, many at once. `sessions` resumes lost members. */
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
