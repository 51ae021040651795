/** The shortest of several runs, in milliseconds: other load on the machine only adds time. */
export function fastest(act: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    act()
    return performance.now() - start
  })
  return Math.min(...times)
}
