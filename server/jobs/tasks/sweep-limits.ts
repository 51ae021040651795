import { sweepLimits } from '@/server/http/limits/rate-limit'
import type { Task } from '../task'
import { HOURLY } from './hourly'

/** Deletes rate-limit windows that have ended. */
export const sweepLimitsTask: Task = { name: 'sweep_limits', every: HOURLY, run: sweepLimits }
