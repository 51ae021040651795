import { sweepVisitorSessions } from '@/server/visitors/sessions'
import type { Task } from '../task'
import { HOURLY } from './hourly'

/** Deletes visitors' sessions that have expired. */
export const sweepVisitorSessionsTask: Task = {
  name: 'sweep_visitor_sessions',
  every: HOURLY,
  run: sweepVisitorSessions,
}
