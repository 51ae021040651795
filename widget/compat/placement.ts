import type { LoaderSite } from '@/contract/sites/loader-site'

/** Where a page wants the launcher. What is left out stays as the site has it. */
export type Placement = {
  side?: 'left' | 'right' | undefined
  /** Distances from that side and from the bottom, in CSS pixels. */
  across?: number | undefined
  above?: number | undefined
}

/** The distance of both products, in CSS pixels. */
const DISTANCE = 20

/** From the launcher's lower edge to the panel's, and what the panel leaves free of the window's height beside that. */
const PANEL_ABOVE = 72
const PANEL_MARGIN = 96

/** Where the panel does not fill the screen: the opposite of `COMPACT` in `contract/sites/loader-site.ts`. */
const ROOMY = '(min-width: 480.02px) and (min-height: 480.02px)'

/** The site with its launcher and panel put elsewhere. Rules behind the site's own, so that those win where the panel fills the screen. */
export function placed(site: LoaderSite, { side, across, above }: Placement): LoaderSite {
  const moved = side ?? (across === undefined ? undefined : 'right')
  const sideways =
    moved && `inset-inline:auto;${moved}:calc(${across ?? DISTANCE}px + env(safe-area-inset-${moved}));`
  const [corner, panel] =
    above === undefined
      ? ['', '']
      : [
          `bottom:calc(${above}px + env(safe-area-inset-bottom));`,
          `bottom:calc(${above + PANEL_ABOVE}px + env(safe-area-inset-bottom));height:min(680px,calc(100dvh - ${above + PANEL_MARGIN}px));`,
        ]
  const styles = `${site.styles}
.corner{${sideways ?? ''}${corner}}
@media ${ROOMY}{.panel{${sideways ?? ''}${panel}}}`
  return { ...site, styles }
}
