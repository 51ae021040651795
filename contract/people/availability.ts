import * as z from 'zod/mini'

/** Whether an agent has the inbox open at this moment and is not away. */
export const availability = z.object({ online: z.boolean() })
export type Availability = z.infer<typeof availability>
