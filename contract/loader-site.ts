import type { SiteSettings } from './site-settings'

/** What the loader knows of its site: what it needs to draw the launcher, with colours that were checked. */
export type LoaderSite = {
  key: string
  /** What can be read on the accent, as CSS writes it. */
  ink: string
  settings: Pick<SiteSettings, 'accent' | 'position' | 'theme' | 'radius' | 'launcher'>
}
