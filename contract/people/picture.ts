/** Allowed picture formats: supported by every browser, and free of scripts. */
export const PICTURE_TYPES = ['image/webp', 'image/jpeg'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]
