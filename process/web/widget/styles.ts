import { cssColor, parseAccent, textOn } from '@/contract/sites/accent'
import { COMPACT } from '@/contract/sites/loader-site'
import type { SiteSettings } from '@/contract/sites/site-settings'

const LINE = 'light-dark(#e1e3e6,#2b2e33)'

/**
 * The styles of a site's launcher and panel. Generated on the server, so that pages need not load the code for it. In a shadow
 * tree, `!important` beats the page's styles, so the host element stays in place whatever the page sets for `*`.
 */
export function stylesOf({ accent, position, theme, radius }: SiteSettings): string {
  const ink = cssColor(textOn(parseAccent(accent) ?? [0, 0, 0]))
  const { side, inlineOffset, blockOffset } = position
  const across = `inset-inline-${side}:calc(${inlineOffset}px + env(safe-area-inset-${side === 'end' ? 'right' : 'left'}))`
  const scheme = theme === 'page' ? 'inherit' : theme === 'auto' ? 'light dark' : theme
  return `
:host{all:initial!important;display:block!important;position:fixed!important;z-index:2147483000!important;color-scheme:${scheme}!important}
*{box-sizing:border-box}
.corner,.panel{position:fixed;font:15px/1.45 system-ui,sans-serif}
.corner{${across};bottom:calc(${blockOffset}px + env(safe-area-inset-bottom))}
button{font:inherit;cursor:pointer}
.launcher{position:relative;display:grid;grid-auto-flow:column;gap:8px;place-items:center;height:56px;margin:0;padding:0 14px;border:1px solid transparent;border-radius:28px;background:${accent};color:${ink};box-shadow:0 4px 16px rgb(16 20 34/.2);font-weight:600}
svg{width:26px;fill:currentColor}
.launcher:focus-visible{outline:2px solid #1b1e24;outline-offset:2px;box-shadow:0 0 0 6px #fff}
.badge{position:absolute;top:-4px;inset-inline-end:-4px;min-width:22px;height:22px;padding:0 5px;border:2px solid #fff;border-radius:11px;background:#c01d27;color:#fff;font-size:12px;font-weight:700;line-height:18px;text-align:center}
.badge:empty{display:none}
.said{position:absolute;clip-path:inset(50%)}
.panel{inset:auto;${across};bottom:calc(${blockOffset + 72}px + env(safe-area-inset-bottom));display:grid;width:400px;max-width:calc(100vw - 40px);height:min(680px,calc(100dvh - ${blockOffset + 96}px));max-height:none;margin:0;padding:0;overflow:hidden;border:1px solid ${LINE};border-radius:${radius}px;background:light-dark(#fdfdfe,#131518);color:light-dark(#1b1e24,#eff0f3);box-shadow:0 12px 48px rgb(16 20 34/.3)}
.panel:not([open]){visibility:hidden}
.panel::backdrop{background:none}
@keyframes rise{from{opacity:0;translate:0 12px}}
.panel>*{grid-area:1/1}
iframe{width:100%;height:100%;border:0;background:none;color-scheme:inherit}
.panel:not([data-state=ready]) iframe{opacity:0}
.failure{display:none;place-self:center;gap:12px;padding:24px;text-align:center}
[data-state=failed] .failure{display:grid}
[data-state=failed] iframe{display:none}
[data-state=waiting]::before,[data-state=waiting]::after{content:"";grid-area:1/1;height:64px;border-bottom:1px solid ${LINE}}
[data-state=waiting]::after{align-self:end;height:46px;margin:0 16px 12px;border:1px solid ${LINE};border-radius:10px}
.failure button{min-height:44px;padding:0 16px;border:1px solid;border-radius:10px;background:none;color:inherit}
a{color:inherit;overflow-wrap:anywhere}
@media ${COMPACT}{.panel{inset:var(--top,0) 0 auto;width:100vw;max-width:none;height:var(--height,100dvh);border:0;border-radius:0}}
@media (prefers-reduced-motion:no-preference){.panel[open]:not(.restored),.preview{animation:rise .2s ease-out}}
@media (min-width:481px) and (min-height:481px){.preview:not([open]){visibility:visible;pointer-events:auto;width:300px;height:var(--preview)}}
@media print{:host{display:none!important}}`.replaceAll('\n', '')
}
