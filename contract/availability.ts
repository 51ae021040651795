/** Whether an agent has the inbox open at this moment. */
export type Availability = { online: boolean }
