/** The data of every message: 200 bytes. */
export const DATA = 'How long does delivery to Portugal take? '.repeat(5).slice(0, 200)

/** Whether a frame of this length is a message: acknowledgements and heartbeats are shorter. */
export function isDelivery(length: number): boolean {
  return length >= DATA.length
}
