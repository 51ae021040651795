import { sweepEmptyConversations } from '@/server/privacy/empty-conversations'
import type { Task } from '../task'
import { HOURLY } from './hourly'

/** Deletes conversations without a message that are a day old. */
export const sweepEmptyConversationsTask: Task = {
  name: 'sweep_empty_conversations',
  every: HOURLY,
  run: sweepEmptyConversations,
}
