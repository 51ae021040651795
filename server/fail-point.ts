/** Places where a crash hurts most. */
export const failPoints = ['before_commit', 'after_commit', 'after_publish', 'before_reply'] as const
export type FailPoint = (typeof failPoints)[number]

/** How often each point ends the process, from 0 to 1. Empty, but in crash tests. */
let chances: Partial<Record<FailPoint, number>> = {}

/** From now on {@link failPoint} ends the process with these chances. */
export function armFailPoints(armed: Partial<Record<FailPoint, number>>): void {
  chances = armed
}

/** Ends the process here as a power cut would, by chance, in crash tests; elsewhere it does nothing. */
export function failPoint(name: FailPoint): void {
  const chance = chances[name]
  if (chance !== undefined && Math.random() < chance) process.kill(process.pid, 'SIGKILL')
}
