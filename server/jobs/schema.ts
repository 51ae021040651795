/** Where the library of jobs keeps its tables, in the product's own database. */
export const JOBS_SCHEMA = 'graphile_worker'
