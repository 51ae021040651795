/** What every message says: 200 bytes. */
export const DATA = 'How long does delivery to Portugal take? '.repeat(5).slice(0, 200)

/** Acknowledgements and heartbeats are shorter than what a message says. */
export function isDelivery(length: number): boolean {
  return length >= DATA.length
}
