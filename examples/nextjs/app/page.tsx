import Link from 'next/link'

export default function Shop() {
  return (
    <main>
      <h1>Lamps for long evenings</h1>
      <Link href="/lanterns">Lanterns</Link>
    </main>
  )
}
