import { Tabs } from 'radix-ui'
import { useDirection } from '@/hooks/browser/use-direction'
import { CopyableCode } from './copyable-code'
import styles from './snippet-tabs.module.css'

/** Code for a kind of site or server. */
type Snippet = {
  id: string
  /** The tab's label. */
  name: string
  /** Where to put the code, or what it requires. */
  about: string
  /** Names the code for screen readers: `the snippet for React`. */
  codeName: string
  code: string
}

/** Tabs of code to copy, the first one selected. */
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
