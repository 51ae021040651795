import type { Task } from './task'
import { forgetOldTask } from './tasks/forget-old'
import { sweepEmptyConversationsTask } from './tasks/sweep-empty-conversations'
import { sweepLimitsTask } from './tasks/sweep-limits'
import { sweepVisitorSessionsTask } from './tasks/sweep-visitor-sessions'

/** Every kind of job. */
export const tasks: readonly Task[] = [
  sweepLimitsTask,
  sweepVisitorSessionsTask,
  sweepEmptyConversationsTask,
  forgetOldTask,
]
