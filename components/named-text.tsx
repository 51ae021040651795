/** A sentence with a name in it. The name has a direction of its own. */
export function NamedText({
  around,
  name,
}: {
  around: readonly [before: string, after: string]
  name: string
}) {
  return (
    <>
      <span>{around[0]}</span>
      <bdi>{name}</bdi>
      <span>{around[1]}</span>
    </>
  )
}
