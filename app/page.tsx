import type { Metadata } from 'next'
import { connection } from 'next/server'
import { SupportButton } from '@/components/visitor/support-button'
import { realtimeEndpoint } from '@/server/realtime/endpoint'
import { LampDrawing, type LampKind } from './lamp-drawing'
import styles from './page.module.css'

export const metadata: Metadata = {
  title: 'Evening Light · Porchlight demo',
  description: 'A small shop that carries the chat button.',
}

type Lamp = { kind: LampKind; name: string; price: string; about: string }

const lamps: Lamp[] = [
  {
    kind: 'lantern',
    name: 'Storm lantern',
    price: '€64',
    about: 'Steel and glass. Burns eight hours, in any weather.',
  },
  { kind: 'reading', name: 'Reading light', price: '€89', about: 'Bends to the page, dims to a whisper.' },
  {
    kind: 'table',
    name: 'Linen table lamp',
    price: '€118',
    about: 'A warm cone of light for the sideboard.',
  },
  { kind: 'pendant', name: 'Pendant “Bell”', price: '€142', about: 'Spun brass over the kitchen table.' },
  { kind: 'globe', name: 'Opal globe', price: '€76', about: 'Mouth-blown, without glare, for the hall.' },
  { kind: 'candle', name: 'Candle holder', price: '€24', about: 'For the evenings that need no plug.' },
]

/** A demo shop, there to show the chat button in its corner. */
export default async function ShopPage() {
  // The realtime endpoint is known only at run time, so this page must not be prerendered.
  await connection()

  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <p className={styles.brand}>
          <LampDrawing kind="lantern" size={28} />
          Evening Light
        </p>
        <nav aria-label="Demo">
          {/* Not `next/link`: the inbox loads as a new document, so prefetching it would request it twice. */}
          <a href="/support/agent">Agents’ inbox</a>
        </nav>
      </header>
      <main>
        <div className={styles.welcome}>
          <h1>Lamps for long evenings</h1>
          <p>
            This shop is a demo. The button in the corner is real: ask something, and answer it in the{' '}
            <a href="/support/agent">inbox</a>.
          </p>
        </div>
        <ul className={styles.lamps}>
          {lamps.map(({ kind, name, price, about }) => (
            <li key={kind} className={styles.lamp}>
              <div className={styles.picture}>
                <LampDrawing kind={kind} size={132} />
              </div>
              <h2>{name}</h2>
              <p className={styles.price}>{price}</p>
              <p className={styles.about}>{about}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className={styles.bottom}>
        <p>Nothing here is for sale. The chat is Porchlight.</p>
      </footer>
      <SupportButton endpoint={realtimeEndpoint()} />
    </div>
  )
}
