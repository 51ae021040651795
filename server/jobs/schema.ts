/** The schema of graphile-worker's tables in our database. */
export const JOBS_SCHEMA = 'graphile_worker'
