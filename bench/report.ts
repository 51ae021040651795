/** A figure, and its target. */
export type Aim = {
  metric: string
  unit: string
  /** The target: a ratio to the other system, or an absolute maximum. */
  aim: { atMost: number } | { atLeast: number } | { valueAtMost: number } | null
}

/** Prints the column titles. */
export function reportHeader(): void {
  printLine('figure', 'porchlight', 'bare', 'ratio', 'aim')
}

/** Prints our figure and the other system's, if any, on one line. */
export function report({ metric, unit, aim }: Aim, value: number, reference: number | null): void {
  const ratio = reference === null ? null : value / reference
  const [ours = '', other = ''] = [value, reference].map((one) =>
    one === null ? '' : `${one.toFixed(one < 100 ? 2 : 0)} ${unit}`,
  )
  printLine(
    metric,
    ours,
    other,
    ratio?.toFixed(2) ?? '',
    aim === null ? '' : verdict(aim, value, ratio, unit),
  )
}

function verdict(aim: NonNullable<Aim['aim']>, value: number, ratio: number | null, unit: string): string {
  const mark = (isMet: boolean) => (isMet ? '✓' : '✗')
  if ('valueAtMost' in aim) return `≤ ${aim.valueAtMost} ${unit} ${mark(value <= aim.valueAtMost)}`
  if ('atMost' in aim) return `≤ ${aim.atMost} ${mark(ratio !== null && ratio <= aim.atMost)}`
  return `≥ ${aim.atLeast} ${mark(ratio !== null && ratio >= aim.atLeast)}`
}

function printLine(metric: string, ours: string, other: string, ratio: string, aim: string): void {
  console.log(metric.padEnd(34), ours.padStart(14), other.padStart(14), ratio.padStart(8), ` ${aim}`)
}
