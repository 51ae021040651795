/**
 * Runs `task` while no other tab runs one under this name. Browsers know such locks only on secure pages; elsewhere it
 * just runs, and whoever relies on this must survive two at once.
 */
export async function whenAlone<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator) || navigator.locks === undefined) return task()
  return (await navigator.locks.request(name, task)) as Result
}
