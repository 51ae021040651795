import type { Source } from '../catalogue'

/** What stands in place of a page that could not be drawn. Every page loads it, so it holds nothing else. */
export const en = {
  pageBroken: 'This page could not be shown',
  pageBrokenAbout: 'Something went wrong on our side. What you have written is kept in this browser.',
  tryAgain: 'Try again',
} as const satisfies Source
