import { actionWords } from '@/client/words/actions/words'
import { needsAnswer } from '../inbox/inbox'
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
    label: ({ open }) => t(open?.status === 'CLOSED' ? 'reopenConversation' : 'closeConversation'),
    keys: ['e'],
    isPossible: ({ open }) => open !== null,
    run({ desk, open }) {
      if (open !== null) desk.changes.changeStatus(open.id, open.status === 'OPEN' ? 'CLOSED' : 'OPEN')
    },
  },
  {
    id: 'no-answer-needed',
    group: 'conversation',
    name: () => t('noAnswerNeeded'),
    keys: ['d'],
    isPossible: ({ open }) => open !== null && needsAnswer(open),
    run({ desk, open }) {
      if (open !== null) desk.changes.settle(open.id)
    },
  },
  {
    id: 'details',
    group: 'conversation',
    name: () => t('toggleDetails'),
    keys: [']'],
    isPossible: ({ desk, open }) => open !== null && !desk.page.hasRoomForDetails(),
    run({ desk: { way }, place }) {
      if (place.isDetailsOpen) way.goBack({ isDetailsOpen: false })
      else way.go({ isDetailsOpen: true })
    },
  },
] as const satisfies readonly Action[]
