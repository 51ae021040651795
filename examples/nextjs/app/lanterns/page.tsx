import Link from 'next/link'

export default function Lanterns() {
  return (
    <main>
      <h1>Lanterns</h1>
      <Link href="/">All lamps</Link>
    </main>
  )
}
