import { inboxWords } from '@/client/words/inbox/words'
import { liveChannel, parseRealtimeClientId, staffConversationChannel } from '@/contract/log/channels'
import type { Typist } from '@/hooks/conversation/use-conversation'
import { useEnter, usePresence } from '@/hooks/realtime/use-presence'

const { t } = inboxWords

/** A team member. */
export type Colleague = { id: string; name: string; picture: string | null }

/** Everyone present in a conversation, besides this agent. */
export type People = {
  isOnline: boolean
  isVisitorTyping: boolean
  /** The other agents who have the conversation open. */
  colleagues: readonly Colleague[]
  /** Names of the other agents who are writing a reply. */
  writing: readonly string[]
  /** Names of the other agents who are writing a note. */
  writingNote: readonly string[]
}

/**
 * Who else is viewing a conversation and who is typing in it. Enters this agent into the staff channel's presence.
 *
 * @param isWritingNote published only in the staff channel's presence, which visitors cannot see
 */
export function usePeople(
  place: { siteId: string; conversationId: string } | null,
  self: Colleague,
  { typists, isWritingNote }: { typists: readonly Typist[]; isWritingNote: boolean },
): People {
  const live = place && liveChannel(place.siteId, place.conversationId)
  const staff = place && staffConversationChannel(place.siteId, place.conversationId)
  const visitors = usePresence(live)
  const agents = usePresence(staff)
  useEnter(staff, {
    data: { name: self.name, picture: self.picture, ...(isWritingNote && { writes: 'note' }) },
  })
  const others = agents.flatMap(({ clientId, data }) => {
    const who = parseRealtimeClientId(clientId)
    return who?.side === 'agent' && who.userId !== self.id
      ? [{ id: who.userId, name: nameIn(data), picture: pictureIn(data), data }]
      : []
  })
  const colleagues = others.map(({ id, name, picture }) => ({ id, name, picture }))

  return {
    isOnline: visitors.some(({ clientId }) => parseRealtimeClientId(clientId)?.side === 'visitor'),
    isVisitorTyping: typists.some(({ side }) => side === 'visitor'),
    colleagues,
    writing: typists
      .filter(({ side, userId }) => side === 'agent' && userId !== self.id)
      .map(({ userId }) => colleagues.find(({ id }) => id === userId)?.name ?? t('aColleague')),
    writingNote: others.filter(({ data }) => writesNote(data)).map(({ name }) => name),
  }
}

/** Reads a colleague's presence data defensively: their page may run another version. */
function nameIn(data: unknown): string {
  const name = (data as { name?: unknown } | null)?.name
  return typeof name === 'string' && name !== '' ? name : t('aColleague')
}

function writesNote(data: unknown): boolean {
  return (data as { writes?: unknown } | null)?.writes === 'note'
}

function pictureIn(data: unknown): string | null {
  const picture = (data as { picture?: unknown } | null)?.picture
  return typeof picture === 'string' ? picture : null
}
