const COLOURS = [
  'Amber',
  'Azure',
  'Coral',
  'Golden',
  'Green',
  'Indigo',
  'Ivory',
  'Jade',
  'Lilac',
  'Mint',
  'Olive',
  'Pearl',
  'Rosy',
  'Ruby',
  'Silver',
  'Teal',
] as const

const ANIMALS = [
  'Badger',
  'Beaver',
  'Crane',
  'Deer',
  'Dolphin',
  'Falcon',
  'Finch',
  'Fox',
  'Gecko',
  'Hare',
  'Heron',
  'Ibex',
  'Koala',
  'Lark',
  'Lynx',
  'Magpie',
  'Marten',
  'Mole',
  'Newt',
  'Otter',
  'Owl',
  'Panda',
  'Puffin',
  'Quail',
  'Raven',
  'Robin',
  'Seal',
  'Stork',
  'Swan',
  'Tapir',
  'Whale',
  'Wren',
] as const

/** The number of avatar colours. */
export const AVATAR_COLOURS = 8

/** A friendly name for people who have not given one. Always the same for the same id. */
export function aliasOf(id: string): string {
  const hash = hashOf(id)
  return `${COLOURS[hash % COLOURS.length]} ${ANIMALS[Math.floor(hash / COLOURS.length) % ANIMALS.length]}`
}

/** The person's name, or their alias. */
export function displayName({ id, name }: { id: string; name: string | null }): string {
  return name ?? aliasOf(id)
}

/** An id's avatar colour: 0 … AVATAR_COLOURS − 1. */
export function avatarColour(id: string): number {
  return (hashOf(id) >>> 16) % AVATAR_COLOURS
}

/** One or two letters for an avatar, or one emoji, since two would not fit. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '')
  const [first = '', last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  const [letter = '', ...others] = graphemes(first)
  if (PICTURE.test(letter)) return letter
  const second = last === undefined ? others[0] : graphemes(last)[0]
  const letters = second === undefined || PICTURE.test(second) ? letter : letter + second
  return withoutMarks(letters).toLocaleUpperCase()
}

/** Composes accented letters and removes stacked marks, which would overflow the avatar. */
function withoutMarks(letters: string): string {
  return letters.normalize('NFC').replace(/\p{M}/gu, '')
}

const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u

/** A flag or family emoji is one character to readers, but several code points. */
function graphemes(word: string): string[] {
  return Array.from(new Intl.Segmenter().segment(word.slice(0, 64)), ({ segment }) => segment)
}

/** FNV-1a, 32 bit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
