import * as z from 'zod/mini'

const partHealth = z.enum(['ok', 'unavailable'])

/** The state of each part. Failed jobs wait for the operator and do not affect the status. */
export const health = z.object({
  status: partHealth,
  database: partHealth,
  realtime: partHealth,
  /** Absent while the database is unavailable. */
  jobs: z.optional(z.object({ failed: z.int() })),
})
export type Health = z.infer<typeof health>
