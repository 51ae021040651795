import { randomBytes } from 'node:crypto'
import { Action } from '../protocol/actions'
import { sizeOf } from '../protocol/data-encoding'
import type { PresenceMessage } from '../protocol/protocol-message'
import type { Attachment } from './attachment'
import type { Connection } from './connection'

/** What one SYNC frame holds at most: members, and bytes of what they say. One member is always sent. */
const PAGE_MEMBERS = 100
const PAGE_SIZE = 65_536

/** What a member weighs beside its data, in bytes. */
const OVERHEAD = 300

/**
 * Sends everyone who is present, page by page. A slow reader gets the next page once it has taken what waits: members can
 * say much, and listeners must not be cut for it. What changes in between is told as it happens, as the protocol
 * allows. Any id makes a sync; the one after the last page is empty.
 */
export function sendSync(connection: Connection, attachment: Attachment): void {
  const isWaiting = attachment.sync !== null
  attachment.sync = {
    id: randomBytes(6).toString('hex'),
    pages: pagesOf(attachment.channel.presence.list()),
    next: 0,
  }
  if (!isWaiting) goOn(connection, attachment)
}

/** Sends pages until the reader is behind or there are none. */
function goOn(connection: Connection, attachment: Attachment): void {
  const { transport } = connection
  while (attachment.sync !== null) {
    // Detached, or lost and attached anew since.
    if (transport === null || connection.attachments.get(attachment.name) !== attachment) return
    if (transport.isBehind) {
      transport.whenDrained(() => goOn(connection, attachment))
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
