import * as z from 'zod/mini'

/** Whether at least one agent has the inbox open and is not away. */
export const availability = z.object({ online: z.boolean() })
export type Availability = z.infer<typeof availability>
