import { inboxWords } from '@/client/words/inbox/words'
import { liveChannel, parseRealtimeClientId, staffConversationChannel } from '@/contract/log/channels'
import type { Typist } from '@/hooks/conversation/use-conversation'
import { useEnter, usePresence } from '@/hooks/realtime/use-presence'

const { t } = inboxWords

/** Somebody of the team. */
export type Colleague = { id: string; name: string; picture: string | null }

/** Who is here, besides the agent who looks. */
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
 * Who else looks at a conversation and who writes in it. Tells the others that this agent does.
 *
 * @param isWritingNote told by the presence among the staff, where no visitor listens
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

/** What a colleague's page told. It may be another version of ours. */
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
