import { type RefObject, useInsertionEffect, useRef } from 'react'

/** A ref to the latest `value`, so that effects can read it without depending on it. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const ref = useRef(value)
  // Runs before all other effects, so that none reads the previous render's value.
  useInsertionEffect(() => {
    ref.current = value
  })
  return ref
}
