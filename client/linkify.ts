import { registerCustomProtocol, tokenize } from 'linkifyjs'

/** A piece of a message: plain text, or text that leads somewhere. */
export type TextPart = { text: string; href: string | null }

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:'])

registerCustomProtocol('tel', true)

/**
 * Splits a text into plain parts and links. Together the parts are the text, unchanged. Only web, mail and telephone
 * addresses become links.
 */
export function linkify(text: string): TextPart[] {
  return tokenize(text).map((token) => ({
    text: token.toString(),
    href: token.isLink ? safeHref(token.toHref('https')) : null,
  }))
}

function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null
  return PROTOCOLS.has(new URL(href).protocol) ? href : null
}
