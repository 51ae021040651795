import type { Desk } from '../desk'
import type { DeskPlace } from '../desk-place'
import type { DeskConversation } from '../inbox/desk-conversation'

/** The desk at the moment when an action is shown or done. */
export type Scene = {
  desk: Desk
  place: DeskPlace
  /** The conversation that is open; `null` for none, or while nothing is known of it. */
  open: DeskConversation | null
}

/** What an action is done to. The palette lists them by this. */
export type ActionGroup = 'conversation' | 'visitor' | 'list' | 'desk'

/** One thing that an agent can do. Buttons, keys, menus, the palette and the list of keys all read it. */
export type Action = {
  id: string
  group: ActionGroup
  /** What it does in general, for the list of keys. */
  name: () => string
  /** What it does at this moment, for buttons and the palette. Default: `name`. */
  label?: (scene: Scene) => string
  /** As in {@link KeyboardEvent.key}; `Mod+k` for ⌘K or Ctrl+K. */
  keys?: readonly string[]
  /** Its keys work while a field has the focus. */
  worksInFields?: true
  /** Its keys go on while they are held down. */
  repeats?: true
  /** Moves about with a key; in a palette it would make no sense. */
  isKeyOnly?: true
  /** Default: always. */
  isPossible?: (scene: Scene) => boolean
  /** Returns false when there was nothing to do: then the key keeps its own meaning. A promise is busy until it settles. */
  run: (scene: Scene) => boolean | undefined | Promise<void>
}

/** The desk as it is now. */
export function sceneOf(desk: Desk): Scene {
  const place = desk.way.place()
  const open = place.conversationId === null ? null : desk.inbox.find(place.conversationId)
  return { desk, place, open }
}
