type NamedTextProps = { around: readonly [before: string, after: string]; name: string }

/** A sentence with a name in it, which is isolated because its direction may differ. */
export function NamedText({ around: [before, after], name }: NamedTextProps) {
  return (
    <>
      {before !== '' && <span>{before}</span>}
      <bdi>{name}</bdi>
      {after !== '' && <span>{after}</span>}
    </>
  )
}
