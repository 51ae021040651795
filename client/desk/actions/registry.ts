import type { Desk } from '../desk'
import { type Action, sceneOf } from './action'
import { conversation } from './conversation'
import { desk } from './desk'
import { list } from './list'
import { moving } from './moving'
import { visitor } from './visitor'

const all = [...moving, ...conversation, ...visitor, ...list, ...desk] as const

export type ActionId = (typeof all)[number]['id']

/** All actions at the desk. */
export const actions: readonly (Action & { id: ActionId })[] = all

/** The action with this id. */
export function actionOf(id: ActionId): Action & { id: ActionId } {
  return actions.find((action) => action.id === id) as Action & { id: ActionId }
}

/** Runs an action if it is possible now and returns its result; otherwise returns false. */
export function perform(desk: Desk, id: ActionId): ReturnType<Action['run']> {
  const action = actionOf(id)
  const scene = sceneOf(desk)
  return action.isPossible?.(scene) === false ? false : action.run(scene)
}
