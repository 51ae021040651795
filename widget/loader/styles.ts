import type { LoaderSite } from '@/contract/loader-site'

/** Repeated in the panel, which is modal there. */
export const COMPACT = '(max-width: 480px), (max-height: 480px)'

const LINE = 'light-dark(#e1e3e6,#2b2e33)'

/**
 * The loader's styles. In a shadow tree `!important` counts more than the page's, so the host element stays where it is
 * whatever the page says of `*`.
 */
export function stylesOf({ ink, settings: { accent, position, theme, radius } }: LoaderSite): string {
  const { side, inlineOffset, blockOffset } = position
  const across = `inset-inline-${side}:calc(${inlineOffset}px + env(safe-area-inset-${side === 'end' ? 'right' : 'left'}))`
  const scheme = theme === 'page' ? 'inherit' : theme === 'auto' ? 'light dark' : theme
  return `
:host{all:initial!important;display:block!important;position:fixed!important;inset:auto 0 0 auto!important;z-index:2147483000!important;color-scheme:${scheme}!important}
*{box-sizing:border-box}
.corner,.panel{position:fixed;font:400 15px/1.45 system-ui,sans-serif}
.corner{${across};bottom:calc(${blockOffset}px + env(safe-area-inset-bottom))}
[hidden]{display:none}
button{font:inherit;cursor:pointer}
.launcher{position:relative;display:grid;grid-auto-flow:column;gap:8px;place-items:center;min-width:56px;height:56px;margin:0;padding:0;border:1px solid transparent;border-radius:28px;background:${accent};color:${ink};box-shadow:0 4px 16px rgb(16 20 34/.2);font-weight:600}
svg{width:26px;fill:currentColor}
[aria-expanded=true] svg{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.launcher.text{padding:0 18px}
.launcher:focus-visible{outline:2px solid #1b1e24;outline-offset:2px;box-shadow:0 0 0 2px #fff,0 0 0 6px #fff}
.badge{position:absolute;top:-4px;inset-inline-end:-4px;min-width:22px;height:22px;padding:0 5px;border:2px solid #fff;border-radius:11px;background:#c01d27;color:#fff;font-size:12px;font-weight:700;line-height:18px;text-align:center}
.badge:empty{display:none}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.panel{inset:auto;${across};bottom:calc(${blockOffset + 72}px + env(safe-area-inset-bottom));display:grid;width:400px;max-width:calc(100vw - 40px);height:min(680px,calc(100dvh - ${blockOffset + 96}px));max-height:none;margin:0;padding:0;overflow:hidden;border:1px solid ${LINE};border-radius:${radius}px;background:light-dark(#fdfdfe,#131518);color:light-dark(#1b1e24,#eff0f3);box-shadow:0 12px 48px rgb(16 20 34/.3)}
.panel:not([open]){visibility:hidden;pointer-events:none}
.panel[open]:not(.restored){animation:rise .2s cubic-bezier(.2,.8,.2,1)}
.panel::backdrop{background:none}
@keyframes rise{from{opacity:0;translate:0 12px}}
.panel>*{grid-area:1/1;min-width:0;min-height:0}
iframe{width:100%;height:100%;border:0;background:none;color-scheme:inherit}
.panel:not([data-state=ready]) iframe{opacity:0}
.failure{display:none;place-self:center;gap:12px;padding:24px;text-align:center}
[data-state=failed] .failure{display:grid}
[data-state=failed] iframe{display:none}
[data-state=waiting]::before,[data-state=waiting]::after{content:"";grid-area:1/1;height:64px;border-bottom:1px solid ${LINE}}
[data-state=waiting]::after{align-self:end;height:46px;margin:0 16px 12px;border:1px solid ${LINE};border-radius:10px}
.failure p{margin:0}
.failure button{min-height:44px;padding:0 16px;border:1px solid;border-radius:10px;background:none;color:inherit}
@media ${COMPACT}{.panel{inset:var(--top,0) 0 auto 0;width:100vw;max-width:none;height:var(--height,100dvh);border:0;border-radius:0}}
@media (prefers-reduced-motion:reduce){.panel{animation:none!important}}
@media (forced-colors:active){.launcher,.badge{border-color:ButtonText}}
@media print{:host{display:none!important}}`
}

/** Has the shadow tree use these styles, in browsers that cannot adopt a sheet by an element, which a page may forbid. */
export function adopt(root: ShadowRoot, text: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = text
    root.append(style)
  }
}
