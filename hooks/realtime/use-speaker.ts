import { createContext, useContext } from 'react'
import type { Speaker } from '@/client/api/api'

/** Who speaks in this part of the page; `AblyProvider` says it. */
export const SpeakerContext = createContext<Speaker>({ side: 'visitor' })

/** Who speaks in this part of the page, and to which server. */
export function useSpeaker(): Speaker {
  return useContext(SpeakerContext)
}
