/** What an agent's picture may be: formats that every browser shows and that carry no scripts. */
export const PICTURE_TYPES = ['image/webp', 'image/jpeg'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]
