import type { Source } from '../catalogue'

/** The wording of the error page. Every page loads it, so it contains nothing else. */
export const en = {
  pageBroken: 'This page could not be shown',
  pageBrokenAbout: 'Something went wrong on our side. What you have written is kept in this browser.',
  tryAgain: 'Try again',
} as const satisfies Source
