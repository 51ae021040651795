import { actionWords } from '@/client/words/actions/words'
import { filters } from '../filters'
import type { InboxFilter } from '../inbox/inbox'
import type { Action, Scene } from './action'

const { t } = actionWords

/** Actions on what the list shows. */
export const list = [
  {
    id: 'show-open',
    group: 'list',
    name: () => t('showOpen'),
    isPossible: ({ place: { filter } }) => filter.status !== 'OPEN' || filter.needsAnswer !== undefined,
    run: (scene) => show(scene, filters.open),
  },
  {
    id: 'show-needs-answer',
    group: 'list',
    name: () => t('showNeedsAnswer'),
    isPossible: ({ place }) => place.filter.needsAnswer === undefined,
    run: (scene) => show(scene, filters.needsAnswer),
  },
  {
    id: 'toggle-unread',
    group: 'list',
    name: () => t('toggleUnread'),
    label: ({ place }) => t(place.filter.unreadOnly ? 'showRead' : 'showUnread'),
    run: (scene) => show(scene, filters.unread),
  },
  {
    id: 'show-closed',
    group: 'list',
    name: () => t('showClosed'),
    isPossible: ({ place }) => place.filter.status !== 'CLOSED',
    run: (scene) => show(scene, filters.closed),
  },
  {
    id: 'show-all',
    group: 'list',
    name: () => t('showAll'),
    isPossible: ({ place }) => place.filter.status !== null,
    run: (scene) => show(scene, filters.all),
  },
] as const satisfies readonly Action[]

function show({ desk, place }: Scene, choose: (filter: InboxFilter) => InboxFilter): undefined {
  desk.way.go({ filter: choose(place.filter) })
}
