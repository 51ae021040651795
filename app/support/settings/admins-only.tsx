import styles from './admins-only.module.css'

/** Stands in place of a page that only admins may see. */
export function AdminsOnly({ title }: { title: string }) {
  return (
    <section className={styles.notice}>
      <h1>{title}</h1>
      <p>Only admins can see and change this. Ask an admin of your team.</p>
    </section>
  )
}
