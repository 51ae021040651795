import { actionWords } from '@/client/words/actions/words'
import { needsAnswer } from '../inbox/inbox-filter'
import type { Action } from './action'

const { t } = actionWords

/** Actions on the open conversation. */
export const conversation = [
  {
    id: 'reply',
    group: 'conversation',
    name: () => t('reply'),
    keys: ['r'],
    isPossible: ({ place }) => place.conversationId !== null,
    run: ({ desk }) => desk.page.focusComposer('reply'),
  },
  {
    id: 'note',
    group: 'conversation',
    name: () => t('note'),
    keys: ['n'],
    isPossible: ({ place }) => place.conversationId !== null,
    run: ({ desk }) => desk.page.focusComposer('note'),
  },
  {
    id: 'toggle-status',
    group: 'conversation',
    name: () => t('toggleStatus'),
    label: ({ conversation }) =>
      t(conversation?.status === 'CLOSED' ? 'reopenConversation' : 'closeConversation'),
    keys: ['e'],
    isPossible: ({ conversation }) => conversation !== null,
    run({ desk, conversation }) {
      if (conversation !== null)
        desk.changes.changeStatus(conversation.id, conversation.status === 'OPEN' ? 'CLOSED' : 'OPEN')
    },
  },
  {
    id: 'no-answer-needed',
    group: 'conversation',
    name: () => t('noAnswerNeeded'),
    keys: ['d'],
    isPossible: ({ conversation }) => conversation !== null && needsAnswer(conversation),
    run({ desk, conversation }) {
      if (conversation !== null) desk.changes.settle(conversation.id)
    },
  },
  {
    id: 'details',
    group: 'conversation',
    name: () => t('toggleDetails'),
    keys: [']'],
    isPossible: ({ desk, conversation }) => conversation !== null && !desk.page.hasRoomForDetails(),
    run({ desk: { way }, place }) {
      if (place.isDetailsOpen) way.goBack({ isDetailsOpen: false })
      else way.go({ isDetailsOpen: true })
    },
  },
] as const satisfies readonly Action[]
