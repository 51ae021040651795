import { sweepEmptyConversations } from '@/server/privacy/empty-conversations'
import type { Task } from '../task'
import { HOURLY } from './hourly'

/** Deletes conversations that are a day old and have no messages. */
export const sweepEmptyConversationsTask: Task = {
  name: 'sweep_empty_conversations',
  every: HOURLY,
  run: sweepEmptyConversations,
}
