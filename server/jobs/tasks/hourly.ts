/** Not on the hour, when most other jobs start. */
export const HOURLY = '17 * * * *'
