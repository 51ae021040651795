import { createContext, useContext } from 'react'
import type { Speaker } from '@/client/api/api'

/** The caller for this part of the page; provided by `AblyProvider`. */
export const SpeakerContext = createContext<Speaker>({ side: 'visitor' })

/** As whom, and to which server, this part of the page makes requests. */
export function useSpeaker(): Speaker {
  return useContext(SpeakerContext)
}
