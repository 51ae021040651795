/** The places where a crash is most harmful. */
export const failPoints = ['before_commit', 'after_commit', 'after_publish', 'before_reply'] as const
export type FailPoint = (typeof failPoints)[number]

/** The probability, from 0 to 1, that each point kills the process. Empty except in crash tests. */
let probabilities: Partial<Record<FailPoint, number>> = {}

/** Makes {@link failPoint} kill the process with these probabilities. */
export function armFailPoints(armed: Partial<Record<FailPoint, number>>): void {
  probabilities = armed
}

/** In crash tests, kills the process here at random, like a power cut. Otherwise does nothing. */
export function failPoint(name: FailPoint): void {
  const probability = probabilities[name]
  if (probability !== undefined && Math.random() < probability) process.kill(process.pid, 'SIGKILL')
}
