/** What can be wrong with a tag, for the site's developers. The server explains each at `/widget/help`. */
export type Problem =
  | 'no_key'
  | 'unknown_key'
  | 'origin_not_allowed'
  | 'blocked'
  | 'two_tags'
  | 'unknown_call'
  | 'no_counterpart'

/** Asks the server why there is no chat, and logs the reason. Without a response, the page probably blocks the server. */
export async function complainOfNoChat(origin: string, key: string): Promise<void> {
  let problem: Problem = 'blocked'
  try {
    const answer = await fetch(`${origin}/widget/check?key=${encodeURIComponent(key)}`, {
      credentials: 'omit',
    })
    problem = (await answer.json()).status
  } catch {}
  complain(problem, origin, `${window.origin} ${key}`)
}

/** Logs a warning with a link to its explanation. */
export function complain(problem: Problem, origin: string, detail = ''): void {
  console.warn(`Porchlight: ${problem} ${detail}. See ${origin}/widget/help#${problem}`)
}
