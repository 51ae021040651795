import { type RefObject, useEffect, useState } from 'react'

/** Whether an element is in the viewport. */
export function useIsOnScreen(elementRef: RefObject<HTMLElement | null>): boolean {
  const [isOnScreen, setIsOnScreen] = useState(false)

  useEffect(() => {
    if (elementRef.current === null) return
    const observer = new IntersectionObserver(([entry]) => setIsOnScreen(entry?.isIntersecting ?? false))
    observer.observe(elementRef.current)
    return () => observer.disconnect()
  }, [elementRef])

  return isOnScreen
}
