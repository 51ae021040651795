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

/** How many colours an avatar may have. */
export const AVATAR_COLOURS = 8

/** A friendly name for somebody who has not told one: the same for the same id, everywhere and always. */
export function aliasOf(id: string): string {
  const hash = hashOf(id)
  return `${COLOURS[hash % COLOURS.length]} ${ANIMALS[Math.floor(hash / COLOURS.length) % ANIMALS.length]}`
}

/** The name somebody told, or the alias. */
export function displayName({ id, name }: { id: string; name: string | null }): string {
  return name ?? aliasOf(id)
}

/** Which of the avatars' colours belongs to an id: 0 … AVATAR_COLOURS − 1. */
export function avatarColour(id: string): number {
  return (hashOf(id) >>> 16) % AVATAR_COLOURS
}

/** One or two letters for an avatar, or one picture: two of them would not fit. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '')
  const [first = '', last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  const [letter = '', ...others] = graphemes(first)
  if (PICTURE.test(letter)) return letter
  const second = last === undefined ? others[0] : graphemes(last)[0]
  const letters = second === undefined || PICTURE.test(second) ? letter : letter + second
  return withoutMarks(letters).toLocaleUpperCase()
}

/** Letters may be one character with their accents; towers of marks would leave the avatar. */
function withoutMarks(letters: string): string {
  return letters.normalize('NFC').replace(/\p{M}/gu, '')
}

const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u

/** A flag or a family is one letter to a reader, and many to a program. */
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
