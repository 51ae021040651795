import { actionWords } from '@/client/words/actions/words'
import type { Action, Scene } from './action'

const { t } = actionWords

/** Navigation between conversations, and out of them. */
export const moving = [
  {
    id: 'next',
    group: 'list',
    name: () => t('next'),
    keys: ['j'],
    repeats: true,
    isKeyOnly: true,
    run: (scene) => step(scene, 1),
  },
  {
    id: 'previous',
    group: 'list',
    name: () => t('previous'),
    keys: ['k'],
    repeats: true,
    isKeyOnly: true,
    run: (scene) => step(scene, -1),
  },
  {
    id: 'open',
    group: 'list',
    name: () => t('open'),
    keys: ['Enter', 'o'],
    isKeyOnly: true,
    run({ desk: { page, way }, place }) {
      const target = page.focusedRow() ?? place.conversationId
      if (target === null) return false
      if (target === place.conversationId) page.focusLog()
      else way.go({ conversationId: target }, 'log')
    },
  },
  {
    id: 'back',
    group: 'list',
    name: () => t('back'),
    keys: ['Escape'],
    worksInFields: true,
    isKeyOnly: true,
    run: leave,
  },
] as const satisfies readonly Action[]

/** Moves the focus to another row. If a conversation is open, opens that row's. At the end, more rows load for the next press. */
function step({ desk: { inbox, page, way }, place }: Scene, by: 1 | -1): boolean {
  const target = inbox.neighbour(page.focusedRow() ?? place.conversationId, by)
  if (target === null) {
    if (by === 1) void inbox.loadMore()
    return false
  }
  if (place.conversationId !== null) way.go({ conversationId: target })
  page.focusRow(target)
  return true
}

/** Leaves one level: the details, then the composer, then the conversation. */
function leave({ desk: { page, way }, place }: Scene): boolean {
  const { conversationId } = place
  if (conversationId === null) return false
  if (place.isDetailsOpen) way.goBack({ isDetailsOpen: false })
  else if (page.isInComposer()) page.focusLog()
  else if (page.focusedRow() !== null) way.go({ conversationId: null })
  else if (!page.focusRow(conversationId)) way.goBack({ conversationId: null })
  return true
}
