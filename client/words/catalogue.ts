/** The languages that there are catalogues for, with the categories that `Intl.PluralRules` sorts their numbers into. */
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

/** A text for each kind of number. */
type Forms<L extends Language> = Readonly<Record<PluralCategories[L], string>>

/** A catalogue in English, from which the types of the others follow. `{name}` in a text is a placeholder. */
export type Source = Readonly<Record<string, string | Forms<'en'>>>

/** The same catalogue in another language: no key and no placeholder may be missing, and every plural has that language's forms. */
export type Translation<S extends Source, L extends Language> = {
  readonly [Key in keyof S]: S[Key] extends string
    ? Holding<Placeholders<S[Key]>>
    : Readonly<Record<PluralCategories[L], Holding<Exclude<TextPlaceholders<S[Key]>, 'count'>>>>
}

/** What a text needs to be complete: nothing, or a value for each placeholder. A plural always needs the number. */
export type ValuesOf<Entry> = Entry extends string
  ? [Placeholders<Entry>] extends [never]
    ? []
    : [values: Readonly<Record<Placeholders<Entry>, string>>]
  : [values: Readonly<{ count: number } & Record<Exclude<TextPlaceholders<Entry>, 'count'>, string>>]

type TextPlaceholders<Entry> = Placeholders<Entry[keyof Entry] & string>

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

/** Any text with all of these placeholders. */
type Holding<Names extends string> = string &
  Every<Names extends string ? [`${string}{${Names}}${string}`] : never>

/** Turns a choice of types into what is all of them at once. */
type Every<Choice extends [unknown]> = (Choice extends [infer One] ? (one: One) => void : never) extends (
  one: infer All,
) => void
  ? All
  : never
