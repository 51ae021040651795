import { useEffect, useState } from 'react'

type Tools = typeof import('./tools')

let tools: Tools | null = null

/** Whether what edits and deletes is here. */
export function areToolsLoaded(): boolean {
  return tools !== null
}

/** What edits and deletes messages: loaded once something can be changed, because most of what one reads cannot. */
export function useTools(isWanted: boolean): Tools | null {
  const [loaded, setLoaded] = useState(tools)

  useEffect(() => {
    if (!isWanted || loaded !== null) return
    let isCurrent = true
    // Without a network there are none for now; the next message asks again.
    import('./tools').then(
      (module) => {
        tools = module
        if (isCurrent) setLoaded(module)
      },
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [isWanted, loaded])

  return loaded
}
