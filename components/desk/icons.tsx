import { Icon } from '@/components/ui/icons'

export function InboxIcon() {
  return (
    <Icon size={20}>
      <path d="M3 13h5l1.5 3h5l1.5-3h5M5 5h14l2 8v6H3v-6z" />
    </Icon>
  )
}

export function KeyboardIcon() {
  return (
    <Icon size={20}>
      <rect x="2.5" y="6" width="19" height="12" rx="2" />
      <path d="M6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8" />
    </Icon>
  )
}

export function CopyIcon() {
  return (
    <Icon size={16}>
      <rect x="8.5" y="8.5" width="12" height="12" rx="2.5" />
      <path d="M15.5 8.5V5.5a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3" />
    </Icon>
  )
}

export function PencilIcon() {
  return (
    <Icon size={14}>
      <path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19z" />
    </Icon>
  )
}

/** Points to where a line begins: a stylesheet turns it round in pages that read from right to left. */
export function BackIcon() {
  return (
    <Icon size={20}>
      <path d="M15 5l-7 7 7 7" />
    </Icon>
  )
}

export function InfoIcon() {
  return (
    <Icon size={20}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5M12 7.5v.01" />
    </Icon>
  )
}
