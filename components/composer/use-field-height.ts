import { type RefObject, useLayoutEffect } from 'react'

/**
 * Makes a field as high as its text where the stylesheet's `field-sizing` cannot; the stylesheet sets the limits. Measuring
 * has the whole page laid out at every key, log and list included.
 */
export function useFieldHeight(fieldRef: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const field = fieldRef.current
    if (field === null || globalThis.CSS?.supports('field-sizing', 'content')) return
    field.style.blockSize = 'auto'
    field.style.blockSize = `${field.scrollHeight}px`
  }, [fieldRef, text])
}
