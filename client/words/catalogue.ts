/** The languages with catalogues, with their `Intl.PluralRules` categories. */
type PluralCategories = {
  en: 'one' | 'other'
  de: 'one' | 'other'
  fr: 'one' | 'many' | 'other'
  es: 'one' | 'many' | 'other'
  pt: 'one' | 'many' | 'other'
  it: 'one' | 'many' | 'other'
  nl: 'one' | 'other'
  pl: 'one' | 'few' | 'many' | 'other'
  tr: 'one' | 'other'
  ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
  he: 'one' | 'two' | 'other'
  ja: 'other'
}

/** A language with a catalogue. */
export type Language = keyof PluralCategories

/** A text for each plural category. */
type Forms<L extends Language> = Readonly<Record<PluralCategories[L], string>>

/** An English catalogue, from which the types of the others derive. `{name}` in a text is a placeholder. */
export type Source = Readonly<Record<string, string | Forms<'en'>>>

/** The same catalogue in another language, with all its keys and placeholders, and that language's plural forms. */
export type Translation<S extends Source, L extends Language> = {
  readonly [Key in keyof S]: S[Key] extends string
    ? Holding<Placeholders<S[Key]>>
    : Readonly<Record<PluralCategories[L], Holding<Exclude<TextPlaceholders<S[Key]>, 'count'>>>>
}

/** The arguments for a text: none, or a value for each placeholder. Plurals always take the count. */
export type ValuesOf<Entry> = Entry extends string
  ? [Placeholders<Entry>] extends [never]
    ? []
    : [values: Readonly<Record<Placeholders<Entry>, string>>]
  : [values: Readonly<{ count: number } & Record<Exclude<TextPlaceholders<Entry>, 'count'>, string>>]

type TextPlaceholders<Entry> = Placeholders<Entry[keyof Entry] & string>

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

/** A string that contains all of these placeholders. */
type Holding<Names extends string> = string &
  Every<Names extends string ? [`${string}{${Names}}${string}`] : never>

/** Converts a union to an intersection. */
type Every<Choice extends [unknown]> = (Choice extends [infer One] ? (one: One) => void : never) extends (
  one: infer All,
) => void
  ? All
  : never
