import { useState } from 'react'
import { type ActionId, actionOf, perform } from '@/client/desk/actions/registry'
import { useDesk, useDeskConversation, usePlace } from './use-desk'

export type UsableAction = {
  /** What it does at this moment. */
  label: string
  /** Not known before the first effect where it goes by the size of the window. */
  isPossible: () => boolean
  /** True from a press until what it asked for is settled. */
  isBusy: boolean
  /** For the button: which action it is, its keys, and what a press does. */
  props: { 'data-action': ActionId; 'aria-keyshortcuts'?: string; onClick: () => void }
}

/** An action of the registry, as a button needs it. */
export function useAction(id: ActionId): UsableAction {
  const desk = useDesk()
  const place = usePlace()
  const open = useDeskConversation(place.conversationId)
  const [isBusy, setIsBusy] = useState(false)
  const { name, label, keys, isPossible } = actionOf(id)
  const scene = { desk, place, open }

  function press() {
    const done = isBusy ? undefined : perform(desk, id)
    if (!(done instanceof Promise)) return
    setIsBusy(true)
    void done.finally(() => setIsBusy(false))
  }

  return {
    label: label?.(scene) ?? name(),
    isPossible: () => isPossible?.(scene) ?? true,
    isBusy,
    props: {
      'data-action': id,
      onClick: press,
      ...(keys && { 'aria-keyshortcuts': keys.map(ariaKey).join(' ') }),
    },
  }
}

/** As `aria-keyshortcuts` spells it. */
function ariaKey(key: string): string {
  return key.replace('Mod+', 'Control+')
}
