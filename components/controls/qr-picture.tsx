import { qrCodeOf } from '@/client/text/qr-code'

/** Light modules around a code, without which readers do not find it. */
const QUIET = 4

/** A text as a QR code, dark on light in every theme; nothing where the text is too long for one. */
export function QrPicture({ text, label, size }: { text: string; label: string; size: number }) {
  const code = qrCodeOf(text)
  if (code === null) return null

  const dark = code.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])),
  )
  const width = code.length + 2 * QUIET
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${width}`}
      width={size}
      height={size}
      shapeRendering="crispEdges"
    >
      <rect width={width} height={width} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}
