import type { Desk } from '../desk'
import type { DeskPlace } from '../desk-place'
import type { DeskConversation } from '../inbox/desk-conversation'

/** The desk's state when an action is shown or run. */
export type Scene = {
  desk: Desk
  place: DeskPlace
  /** The open conversation; `null` if there is none or it is not loaded. */
  conversation: DeskConversation | null
}

/** What an action applies to. */
export type ActionGroup = 'conversation' | 'visitor' | 'list' | 'desk'

/** Something an agent can do. Buttons, keyboard shortcuts, menus, the palette and the list of shortcuts all use it. */
export type Action = {
  id: string
  group: ActionGroup
  /** Its general name, for the list of shortcuts. */
  name: () => string
  /** Its current label, for buttons and the palette. Defaults to `name`. */
  label?: (scene: Scene) => string
  /** As in {@link KeyboardEvent.key}; `Mod+k` for ⌘K or Ctrl+K. */
  keys?: readonly string[]
  /** Its shortcuts also work while a field has the focus. */
  worksInFields?: true
  /** Its shortcuts repeat while held down. */
  repeats?: true
  /** Keyboard navigation only; left out of the palette. */
  isKeyOnly?: true
  /** Defaults to always. */
  isPossible?: (scene: Scene) => boolean
  /** The address that it leads to, for links. */
  href?: (scene: Scene) => string
  /**
   * Returns false if there was nothing to do; the key then keeps its default behaviour. A promise marks it as busy until it
   * settles.
   */
  run: (scene: Scene) => boolean | undefined | Promise<void>
}

/** The desk's current state. */
export function sceneOf(desk: Desk): Scene {
  const place = desk.way.place()
  const conversation = place.conversationId === null ? null : desk.inbox.find(place.conversationId)
  return { desk, place, conversation }
}
