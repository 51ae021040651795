/*
 * Validates small messages between windows against a table of their fields. Used in the chat frame, where the schema library
 * would make up a seventh of the script that visitors wait for.
 */

export type Check<Value> = (value: unknown) => value is Value
type Shape = Readonly<Record<string, Check<unknown>>>

/** The fields of each message, by the message's `type`. */
export type MessageTable = Readonly<Record<string, Shape>>

/** The messages of a table: objects with `type` and the fields of their shape. Fields that may be `undefined` are optional. */
export type MessageOf<Table extends MessageTable> = {
  [Type in keyof Table & string]: Flat<
    { type: Type } & RequiredFields<Table[Type]> & OptionalFields<Table[Type]>
  >
}[keyof Table & string]

type Flat<Fields> = { [Name in keyof Fields]: Fields[Name] }
type Checked<Field> = Field extends Check<infer Value> ? Value : never
type RequiredFields<Fields extends Shape> = {
  [Name in keyof Fields as undefined extends Checked<Fields[Name]> ? never : Name]: Checked<Fields[Name]>
}
type OptionalFields<Fields extends Shape> = {
  [Name in keyof Fields as undefined extends Checked<Fields[Name]> ? Name : never]?: Exclude<
    Checked<Fields[Name]>,
    undefined
  >
}

/** `value` as a message; `null` if its type is unknown, or a field is missing, unknown or invalid. */
export function readMessage<Table extends MessageTable>(
  table: Table,
  value: unknown,
): MessageOf<Table> | null {
  if (typeof value !== 'object' || value === null) return null
  const { type, ...fields } = value as Record<string, unknown>
  const shape = typeof type === 'string' && Object.hasOwn(table, type) ? table[type] : undefined
  if (shape === undefined || !Object.keys(fields).every((name) => Object.hasOwn(shape, name))) return null
  const fits = Object.entries(shape).every(([name, check]) => check(fields[name]))
  return fits ? (value as MessageOf<Table>) : null
}

/** Text with a length between `least` and `most` UTF-16 code units. */
export function text(most: number, least = 0): Check<string> {
  return (value): value is string =>
    typeof value === 'string' && value.length >= least && value.length <= most
}

/** Text that satisfies `fits`. */
export function textThat(fits: (text: string) => boolean): Check<string> {
  return (value): value is string => typeof value === 'string' && fits(value)
}

/** A non-negative integer up to `most`. */
export function count(most: number = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
}

/** A number that JSON can represent. */
export function finite(value: unknown): value is number {
  return Number.isFinite(value)
}

export function flag(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

export function optional<Value>(check: Check<Value>): Check<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || check(value)
}

export function nullable<Value>(check: Check<Value>): Check<Value | null> {
  return (value): value is Value | null => value === null || check(value)
}
