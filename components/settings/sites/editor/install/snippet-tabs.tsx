import { Tabs } from 'radix-ui'
import { useDirection } from '@/hooks/browser/use-direction'
import { CopyableCode } from './copyable-code'
import styles from './snippet-tabs.module.css'

/** Code for one kind of site or server. */
type Snippet = {
  id: string
  /** The kind, as its tab says. */
  name: string
  /** Where the code belongs, or what it needs. */
  about: string
  /** Names the code for who listens: `the snippet for React`. */
  codeName: string
  code: string
}

/** Code to copy, for one of several kinds. The first is shown at once. */
export function SnippetTabs({ label, snippets }: { label: string; snippets: readonly Snippet[] }) {
  const direction = useDirection()
  return (
    <Tabs.Root dir={direction} defaultValue={snippets[0]?.id ?? ''}>
      <Tabs.List className={styles.kinds} aria-label={label}>
        {snippets.map(({ id, name }) => (
          <Tabs.Trigger key={id} value={id}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {snippets.map(({ id, about, codeName, code }) => (
        <Tabs.Content key={id} value={id} className={styles.kind}>
          <p>{about}</p>
          <CopyableCode name={codeName} code={code} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  )
}
