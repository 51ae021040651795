import { type RefObject, useLayoutEffect } from 'react'

/** Makes a field as high as its text; the stylesheet sets the limits. Not every browser can do it by CSS. */
export function useFieldHeight(fieldRef: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const field = fieldRef.current
    if (field === null) return
    field.style.blockSize = 'auto'
    field.style.blockSize = `${field.scrollHeight}px`
  }, [fieldRef, text])
}
