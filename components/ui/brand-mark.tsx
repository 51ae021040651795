type BrandMarkProps = { size?: number }

/** Porchlight's logo, a lit porch lamp. Decorative: the name is next to it or on its parent. */
export function BrandMark({ size = 28 }: BrandMarkProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#3b5bd4" />
      <path d="M12.5 14h7L25 27H7z" fill="#ffd166" />
      <path
        d="M16 4.5v2.5M9.5 13c0-3.7 2.6-6 6.5-6s6.5 2.3 6.5 6z"
        fill="#fff"
        stroke="#fff"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M12.8 14.6h6.4a3.2 3.2 0 0 1-6.4 0z" fill="#fff" />
    </svg>
  )
}
