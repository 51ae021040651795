import * as z from 'zod/mini'

const partHealth = z.enum(['ok', 'unavailable'])

/** What works and what does not. Failed jobs wait for the operator and do not change the status. */
export const health = z.object({
  status: partHealth,
  database: partHealth,
  realtime: partHealth,
  /** Missing while the database is away. */
  jobs: z.optional(z.object({ failed: z.int() })),
})
export type Health = z.infer<typeof health>
