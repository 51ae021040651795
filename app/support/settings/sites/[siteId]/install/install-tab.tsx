import { Mail } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useSyncExternalStore } from 'react'
import { mailTo, policyFor, snippetsFor, warningAbout } from '@/client/desk/install-snippets'
import type { Sites } from '@/client/desk/sites'
import controls from '@/components/agent/controls.module.css'
import type { Site } from '@/contract/site'
import { useDirection } from '@/hooks/use-direction'
import { CopyableCode } from './copyable-code'
import styles from './install-tab.module.css'
import { SeenOn } from './seen-on'

type InstallTabProps = {
  site: Site
  sites: Sites
  /** The address people use, where the settings name it. */
  publicUrl: string | null
  /** Lets pages of an address show the chat; `null` for those who may not. Answers what went wrong, if anything. */
  onAllow: ((origin: string) => Promise<string | null>) | null
}

/** The tag for each kind of site, what a policy has to allow, and whether a page has asked for the chat yet. */
export function InstallTab({ site, sites, publicUrl, onAllow }: InstallTabProps) {
  const ownOrigin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  )
  const direction = useDirection()
  const host = publicUrl ?? ownOrigin
  // The first picture knows the address only where the settings name it.
  if (host === null) return null
  const snippets = snippetsFor(host, site.key)
  const policy = policyFor(host)
  const warning = warningAbout(host, site.allowedOrigins)

  return (
    <div className={styles.install}>
      <SeenOn site={site} sites={sites} onAllow={onAllow} />
      {warning !== null && <p className={styles.warning}>{warnings[warning]}</p>}
      <section aria-labelledby="tag">
        <h2 id="tag">The tag</h2>
        <Tabs.Root dir={direction} defaultValue="html">
          <Tabs.List className={styles.kinds} aria-label="What the site is made with">
            {snippets.map(({ id, name }) => (
              <Tabs.Trigger key={id} value={id}>
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {snippets.map(({ id, name, where, code }) => (
            <Tabs.Content key={id} value={id} className={styles.kind}>
              <p>{where}</p>
              <CopyableCode name={`the snippet for ${name}`} code={code} />
            </Tabs.Content>
          ))}
        </Tabs.Root>
        <p className={controls.choices}>
          <a className={controls.secondary} href={mailTo(host, site.key, site.name)}>
            <Mail size={18} aria-hidden="true" />
            <span>Mail it to a developer</span>
          </a>
        </p>
      </section>
      <section aria-labelledby="policy">
        <h2 id="policy">Content Security Policy</h2>
        <p>If the site sends one, add this to it:</p>
        <CopyableCode name="the policy" code={policy.usual} />
        <p>
          With a tag that carries the key as <code>data-key</code>, the loader asks for the settings by
          itself, and needs this:
        </p>
        <CopyableCode name="the policy for data-key" code={policy.withDataKey} />
      </section>
    </div>
  )
}

const warnings = {
  local_host:
    'You opened Porchlight at an address of this machine: the tag works here only. Set PUBLIC_URL to the address that visitors reach.',
  mixed_content:
    'Porchlight is served over http, and browsers load nothing of that into pages with https. Put it behind https and set PUBLIC_URL.',
}

function never(): () => void {
  return () => {}
}
