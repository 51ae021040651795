import { useState } from 'react'
import { type ActionId, actionOf, perform } from '@/client/desk/actions/registry'
import { deskHref } from '@/client/desk/desk-place'
import { useDesk, useDeskConversation, usePlace } from './use-desk'

export type UsableAction = {
  /** Its current label. */
  label: string
  /** The address that it leads to, for links; the current one if it leads nowhere. */
  href: string
  /** Unknown before the first effect if it depends on the window's size. */
  isPossible: () => boolean
  /** True from a click until the request has settled. */
  isBusy: boolean
  /** The button's attributes: the action's id, its shortcut, and the click handler. */
  props: { 'data-action': ActionId; 'aria-keyshortcuts'?: string; onClick: () => void }
}

/** An action as a button or a link needs it. */
export function useAction(id: ActionId): UsableAction {
  const desk = useDesk()
  const place = usePlace()
  const conversation = useDeskConversation(place.conversationId)
  const [isBusy, setIsBusy] = useState(false)
  const { name, label, href, keys, isPossible } = actionOf(id)
  const scene = { desk, place, conversation }

  function press() {
    const done = isBusy ? undefined : perform(desk, id)
    if (!(done instanceof Promise)) return
    setIsBusy(true)
    void done.finally(() => setIsBusy(false))
  }

  return {
    label: label?.(scene) ?? name(),
    href: href?.(scene) ?? deskHref(place),
    isPossible: () => isPossible?.(scene) ?? true,
    isBusy,
    props: {
      'data-action': id,
      onClick: press,
      ...(keys && { 'aria-keyshortcuts': keys.map(ariaKey).join(' ') }),
    },
  }
}

/** A shortcut in `aria-keyshortcuts` syntax. */
function ariaKey(key: string): string {
  return key.replace('Mod+', 'Control+')
}
