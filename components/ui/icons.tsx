import type { ReactNode } from 'react'

type IconProps = { size?: number }

export function ChatIcon({ size = 26 }: IconProps) {
  return (
    <Icon size={size} isFilled>
      <path d="M12 3c5 0 9 3.4 9 7.7s-4 7.7-9 7.7c-.9 0-1.8-.1-2.6-.3L4.5 21v-4.4C3 15.1 3 12.9 3 10.7 3 6.4 7 3 12 3z" />
    </Icon>
  )
}

export function ChevronDownIcon({ size = 18 }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M6 9l6 6 6-6" />
    </Icon>
  )
}

export function SendIcon({ size = 18 }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M12 19V5M6 11l6-6 6 6" />
    </Icon>
  )
}

export function CheckIcon({ size = 18 }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M5 12.5l4.5 4.5L19 7" />
    </Icon>
  )
}

export function CloseIcon({ size = 18 }: IconProps) {
  return (
    <Icon size={size}>
      <path d="M6 6l12 12M18 6L6 18" />
    </Icon>
  )
}

export function AlertIcon({ size = 14 }: IconProps) {
  return (
    <Icon size={size}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v6M12 16.5v.5" />
    </Icon>
  )
}

export function ClockIcon({ size = 14 }: IconProps) {
  return (
    <Icon size={size}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3 2" />
    </Icon>
  )
}

/** Icons are hidden from screen readers: the element around one must have an accessible name. */
function Icon({
  size,
  isFilled = false,
  children,
}: {
  size: number
  isFilled?: boolean
  children: ReactNode
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={isFilled ? 'currentColor' : 'none'}
      stroke={isFilled ? 'none' : 'currentColor'}
      strokeWidth={2.2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}
