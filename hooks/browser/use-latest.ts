import { type RefObject, useInsertionEffect, useRef } from 'react'

/** A ref that always holds the latest `value`, so effects can read it without depending on it. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const ref = useRef(value)
  // Before all other effects, so that none of them reads the value of the picture before.
  useInsertionEffect(() => {
    ref.current = value
  })
  return ref
}
