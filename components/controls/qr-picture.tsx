import { qrCodeOf } from '@/client/text/qr-code'

/** The quiet zone around a code, in modules. Scanners need it. */
const QUIET = 4

/** A text as a QR code, dark on light in both themes. Renders nothing if the text is too long. */
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
