import type { Desk } from '../desk'
import { type Action, sceneOf } from './action'
import { conversation } from './conversation'
import { desk } from './desk'
import { list } from './list'
import { moving } from './moving'
import { visitor } from './visitor'

const all = [...moving, ...conversation, ...visitor, ...list, ...desk] as const

export type ActionId = (typeof all)[number]['id']

/** Everything that an agent can do at the desk, each once. */
export const actions: readonly (Action & { id: ActionId })[] = all

/** The action with this id. */
export function actionOf(id: ActionId): Action & { id: ActionId } {
  return actions.find((action) => action.id === id) as Action & { id: ActionId }
}

/**
 * Does an action, if it is possible now. Returns what it returned; false when it was not possible.
 */
export function perform(desk: Desk, id: ActionId): ReturnType<Action['run']> {
  const action = actionOf(id)
  const scene = sceneOf(desk)
  return action.isPossible?.(scene) === false ? false : action.run(scene)
}
