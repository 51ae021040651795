import { randomBytes } from 'node:crypto'
import { Action } from '../protocol/actions'
import { sizeOf } from '../protocol/data-encoding'
import type { PresenceMessage } from '../protocol/protocol-message'
import type { Attachment } from './attachment'
import type { Connection } from './connection'

/** Limits of one SYNC frame: members, and bytes of their data. It always holds at least one member. */
const PAGE_MEMBERS = 100
const PAGE_SIZE = 65_536

/** A member's size beyond its data, in bytes. */
const OVERHEAD = 300

/**
 * Sends all members, page by page. A slow reader gets the next page when it has drained the last: members can carry much data,
 * and listeners must not be cut off for it. Changes in between are sent as they happen, as the protocol allows. Any id will
 * do; an empty cursor marks the last page.
 */
export function sendSync(connection: Connection, attachment: Attachment): void {
  const isWaiting = attachment.sync !== null
  attachment.sync = {
    id: randomBytes(6).toString('hex'),
    pages: pagesOf(attachment.channel.presence.list()),
    next: 0,
  }
  if (!isWaiting) sendPages(connection, attachment)
}

/** Sends pages until the reader falls behind or none are left. */
function sendPages(connection: Connection, attachment: Attachment): void {
  const { transport } = connection
  while (attachment.sync !== null) {
    // Detached since, or disconnected and attached again.
    if (transport === null || connection.attachments.get(attachment.name) !== attachment) return
    if (transport.isBehind) {
      transport.whenDrained(() => sendPages(connection, attachment))
      return
    }

    const { id, pages, next } = attachment.sync
    const isLast = next + 1 >= pages.length
    connection.send({
      action: Action.sync,
      channel: attachment.name,
      channelSerial: `${id}:${isLast ? '' : next + 1}`,
      presence: pages[next] ?? [],
    })
    if (isLast) attachment.sync = null
    else attachment.sync.next++
  }
}

function pagesOf(members: readonly PresenceMessage[]): PresenceMessage[][] {
  const pages: PresenceMessage[][] = []
  let page: PresenceMessage[] = []
  let size = 0
  for (const member of members) {
    const weight = sizeOf(member) + OVERHEAD
    if (page.length === PAGE_MEMBERS || (page.length > 0 && size + weight > PAGE_SIZE)) {
      pages.push(page)
      page = []
      size = 0
    }
    page.push(member)
    size += weight
  }
  return [...pages, page]
}
