import type { LoaderSite } from '@/contract/sites/loader-site'

/** The launcher's position as set by the page. Omitted values default to the site's. */
export type Placement = {
  side?: 'left' | 'right' | undefined
  /** Distances from the side and the bottom, in CSS pixels. */
  across?: number | undefined
  above?: number | undefined
}

/** Both products' default distance, in CSS pixels. */
const DISTANCE = 20

/** The panel's distance above the launcher's bottom edge, and the height that it leaves free besides `above`, in CSS pixels. */
const PANEL_ABOVE = 72
const PANEL_MARGIN = 96

/** Screens on which the panel is not full-screen: the opposite of `COMPACT` in `contract/sites/loader-site.ts`. */
const ROOMY = '(min-width: 480.02px) and (min-height: 480.02px)'

/** Returns the site with its launcher and panel moved, by rules appended to its styles. The panel moves only on roomy screens. */
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
