import { sweepVisitorSessions } from '@/server/visitors/sessions'
import type { Task } from '../task'
import { HOURLY } from './hourly'

/** Deletes expired visitor sessions. */
export const sweepVisitorSessionsTask: Task = {
  name: 'sweep_visitor_sessions',
  every: HOURLY,
  run: sweepVisitorSessions,
}
