import { type RefObject, useEffect } from 'react'

/**
 * Sets `--viewport-top` and `--viewport-height`, in pixels, to the area that a phone's keyboard leaves visible, because not every
 * browser resizes the page for its keyboard.
 */
export function useVisualViewport(elementRef: RefObject<HTMLElement | null>, isActive: boolean): void {
  useEffect(() => {
    const element = elementRef.current
    const viewport = window.visualViewport
    if (!isActive || element === null || viewport === null) return

    const place = () => {
      element.style.setProperty('--viewport-top', `${viewport.offsetTop}px`)
      element.style.setProperty('--viewport-height', `${viewport.height}px`)
    }
    place()
    viewport.addEventListener('resize', place)
    viewport.addEventListener('scroll', place)
    return () => {
      viewport.removeEventListener('resize', place)
      viewport.removeEventListener('scroll', place)
    }
  }, [elementRef, isActive])
}
