import { useEffect, useState } from 'react'

/** Becomes true once `value` has been true for `delayMs`, and false immediately. */
export function useDelayed(value: boolean, delayMs: number): boolean {
  const [isDelayed, setIsDelayed] = useState(false)
  useEffect(() => {
    if (!value) return
    const timer = setTimeout(() => setIsDelayed(true), delayMs)
    return () => {
      clearTimeout(timer)
      setIsDelayed(false)
    }
  }, [value, delayMs])
  return isDelayed
}
