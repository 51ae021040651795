/** What can be wrong with a tag, for the people who build the page. Our server explains each at `/widget/help`. */
export type Problem =
  | 'no_key'
  | 'unknown_key'
  | 'origin_not_allowed'
  | 'blocked'
  | 'two_tags'
  | 'unknown_call'

/** Writes one line with a link to the console. */
export function complain(problem: Problem, origin: string, detail = ''): void {
  console.warn(`Porchlight: ${problem} ${detail}. See ${origin}/widget/help#${problem}`)
}
