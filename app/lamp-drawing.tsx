import type { ReactNode } from 'react'
import styles from './lamp-drawing.module.css'

export type LampKind = 'lantern' | 'reading' | 'table' | 'pendant' | 'globe' | 'candle'

/** A drawing of a lamp. Decorative: the name is next to it. */
export function LampDrawing({ kind, size }: { kind: LampKind; size: number }) {
  return (
    <svg
      className={styles.drawing}
      width={size}
      height={size}
      viewBox="0 0 120 120"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[kind]}
    </svg>
  )
}

const { glow, light, body, line, shade } = styles

const drawings: Record<LampKind, ReactNode> = {
  lantern: (
    <>
      <circle className={glow} cx="60" cy="66" r="46" />
      <path className={line} d="M40 38c0-26 40-26 40 0" />
      <path className={body} d="M44 34h32l6 12H38zM38 96h44l5 12H33z" />
      <path className={shade} d="M40 46h40v50H40z" />
      <path className={light} d="M60 58c9 11 10 27 0 32-10-5-9-21 0-32z" />
      <path className={line} d="M40 46v50M80 46v50M40 71h40" />
    </>
  ),
  reading: (
    <>
      <path className={glow} d="M72 46l40 62H34z" />
      <path className={line} d="M34 106V62l34-34" />
      <path className={body} d="M58 20l30 22-14 14-30-22z" />
      <circle className={light} cx="74" cy="50" r="8" />
      <path className={body} d="M16 104h38v6H16z" />
    </>
  ),
  table: (
    <>
      <circle className={glow} cx="60" cy="46" r="44" />
      <path className={light} d="M44 14h32l16 46H28z" />
      <path className={line} d="M44 14h32l16 46H28z" />
      <path className={body} d="M56 60h8c2 14 12 20 12 30 0 8-6 14-16 14s-16-6-16-14c0-10 10-16 12-30z" />
      <path className={body} d="M42 102h36v6H42z" />
    </>
  ),
  pendant: (
    <>
      <path className={glow} d="M24 72h72l18 44H6z" />
      <path className={line} d="M60 2v32" />
      <path className={body} d="M54 30h12c2 18 26 20 30 42H24c4-22 28-24 30-42z" />
      <path className={light} d="M46 72h28c0 16-28 16-28 0z" />
    </>
  ),
  globe: (
    <>
      <circle className={glow} cx="60" cy="62" r="50" />
      <path className={line} d="M60 2v26" />
      <path className={body} d="M50 24h20v10H50z" />
      <circle className={light} cx="60" cy="66" r="34" />
      <path className={shade} d="M38 58c2-12 10-18 18-20" />
    </>
  ),
  candle: (
    <>
      <circle className={glow} cx="60" cy="38" r="36" />
      <path className={light} d="M60 14c9 12 10 22 0 30-10-8-9-18 0-30z" />
      <path className={shade} d="M50 50h20v36H50z" />
      <path className={line} d="M60 44v8" />
      <path className={body} d="M30 84h60c0 12-12 16-22 16v4h10v6H42v-6h10v-4c-10 0-22-4-22-16z" />
      <path className={line} d="M90 86c14-4 16 14 0 12" />
    </>
  ),
}
