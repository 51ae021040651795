/** The flags of ATTACHED besides the modes, and of ATTACH from older clients (spec TR3). */
export const Flag = { hasPresence: 1, hasBacklog: 2, resumed: 4, attachResume: 32 } as const

/** What an attachment may do, as bits of `flags` (spec TR3, TB2d). */
export const Mode = {
  presence: 1 << 16,
  publish: 1 << 17,
  subscribe: 1 << 18,
  presence_subscribe: 1 << 19,
  annotation_publish: 1 << 21,
  annotation_subscribe: 1 << 22,
} as const
export type ModeName = keyof typeof Mode

/** The capability that each mode needs. */
const operationOf = {
  presence: 'presence',
  publish: 'publish',
  subscribe: 'subscribe',
  presence_subscribe: 'subscribe',
  annotation_publish: 'annotation-publish',
  annotation_subscribe: 'annotation-subscribe',
} as const satisfies Record<ModeName, string>

const modeNames = Object.keys(Mode) as ModeName[]

/** The modes of an ATTACH that names none: all but single annotations, which few need (spec RTL4l). */
export const DEFAULT_MODES =
  Mode.presence | Mode.publish | Mode.subscribe | Mode.presence_subscribe | Mode.annotation_publish

const ALL_MODES = DEFAULT_MODES | Mode.annotation_subscribe

/** Bits of modes that exist in the protocol but not here: objects. Never granted. */
const FOREIGN_MODES = (1 << 24) | (1 << 25)

/** The modes requested by bits; `null` when no mode bit is set. Unsupported ones count as requested. */
export function modesFromFlags(flags: number): number | null {
  if ((flags & (ALL_MODES | FOREIGN_MODES)) === 0) return null
  return flags & ALL_MODES
}

/** The modes in a list such as `publish,subscribe`, case-insensitive; `null` when one is unknown. */
export function modesFromNames(list: string): number | null {
  let modes = 0
  for (const name of list.toLowerCase().split(',')) {
    if (isForeign(name.trim())) continue
    const known = modeNames.find((candidate) => candidate === name.trim())
    if (!known) return null
    modes |= Mode[known]
  }
  return modes
}

/** The names of modes, in the form of `ATTACHED.params.modes`. */
export function namesOfModes(modes: number): string {
  return modeNames.filter((name) => modes & Mode[name]).join(',')
}

/** The requested modes whose operation is granted. */
export function grantedModes(requested: number, isGranted: (operation: string) => boolean): number {
  let granted = 0
  for (const name of modeNames) {
    if (requested & Mode[name] && isGranted(operationOf[name])) granted |= Mode[name]
  }
  return granted
}

function isForeign(name: string): boolean {
  return /^object_(publish|subscribe)$/.test(name)
}
