import { type RefObject, useLayoutEffect } from 'react'

/**
 * Fits the field's height to its text in browsers without CSS `field-sizing`. The stylesheet sets the limits. Only a fallback,
 * because measuring forces a layout of the whole page on every key.
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
