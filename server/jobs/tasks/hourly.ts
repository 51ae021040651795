/** Not on the hour, when everybody else's jobs begin. */
export const HOURLY = '17 * * * *'
