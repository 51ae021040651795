import * as z from 'zod/mini'

const partHealth = z.enum(['ok', 'unavailable'])

/** What works and what does not. */
export const health = z.object({ status: partHealth, database: partHealth, realtime: partHealth })
export type Health = z.infer<typeof health>
