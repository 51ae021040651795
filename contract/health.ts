type PartHealth = 'ok' | 'unavailable'

/** What works and what does not. */
export type Health = { status: PartHealth; database: PartHealth; realtime: PartHealth }
