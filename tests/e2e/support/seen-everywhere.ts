/** How long a process may take to see a changed site, and a little more. */
const SEEN_MS = 2_500

/** Waits until every process has seen the change. */
export function seenEverywhere(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SEEN_MS))
}
