import { useEffect, useState } from 'react'

type Tools = typeof import('./tools')

let tools: Tools | null = null

/** Whether the edit and delete UI is loaded. */
export function areToolsLoaded(): boolean {
  return tools !== null
}

/** The UI to edit and delete messages. Loaded only once there is a message that can be changed, which most never can. */
export function useTools(isWanted: boolean): Tools | null {
  const [loaded, setLoaded] = useState(tools)

  useEffect(() => {
    if (!isWanted || loaded !== null) return
    let isCurrent = true
    // On failure there is no UI; the next message tries again.
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
