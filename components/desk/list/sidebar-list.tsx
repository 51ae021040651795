'use client'

import { type KeyboardEvent, type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { deskHref } from '@/client/desk/desk-place'
import type { ListRow } from '@/client/desk/inbox/inbox'
import { useLatest } from '@/hooks/browser/use-latest'
import { useNow } from '@/hooks/browser/use-now'
import { useMovingRows } from '@/hooks/desk/use-moving-rows'
import { type DeskSite, type FocusTarget, useDesk } from '../desk-context'
import styles from './sidebar-list.module.css'
import { SidebarRow, stateOf } from './sidebar-row'
import { useRowWindow } from './use-row-window'

type SidebarListProps = {
  rows: readonly ListRow[]
  scrollerRef: RefObject<HTMLElement | null>
  onFocus: (event: React.FocusEvent) => void
  onBlur: () => void
}

/** The rows. One of them takes the Tab key, and arrows lead to the others; a long list draws only those in view. */
export function SidebarList({ rows, scrollerRef, onFocus, onBlur }: SidebarListProps) {
  const { self, sites, place, go } = useDesk()
  const latestGo = useLatest(go)
  // One function for good: a row is drawn again for every new one.
  const open = useCallback(
    (conversationId: string, focus: FocusTarget) => latestGo.current({ conversationId }, focus),
    [latestGo],
  )
  const listRef = useRef<HTMLUListElement>(null)
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const now = useNow()
  const siteNames = useSiteNames(sites, place.filter.siteId)
  const ids = rows.map(({ conversation }) => conversation.id)
  const tabStop = [focusedId, place.conversationId, ids[0]].find((id) => id && ids.includes(id))
  const rowWindow = useRowWindow({ ids, scrollerRef, needed: ids.indexOf(tabStop ?? '') })
  useMovingRows(listRef, ids)

  function moveFocus(event: KeyboardEvent) {
    const index = ids.indexOf(focusedId ?? '')
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: ids.length - 1 }[event.key]
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    focusRow(ids[Math.min(Math.max(target, 0), ids.length - 1)] ?? '')
  }

  return (
    <ul
      ref={listRef}
      className={styles.list}
      style={rowWindow?.listStyle}
      onKeyDown={moveFocus}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      {(rowWindow?.indexes ?? rows.map((_, index) => index)).map((index) => {
        const row = rows[index]
        if (row === undefined) return null
        const { id } = row.conversation
        return (
          <SidebarRow
            key={id}
            conversation={row.conversation}
            isMatching={row.isMatching}
            siteName={siteNames?.get(row.conversation.siteId) ?? null}
            state={stateOf(row, place.filter)}
            isCurrent={id === place.conversationId}
            selfId={self.id}
            href={deskHref({ ...place, conversationId: id, isDetailsOpen: false })}
            now={now}
            isTabStop={id === tabStop}
            onFocus={setFocusedId}
            onOpen={open}
            {...(rowWindow && {
              place: { style: rowWindow.styleOf(index), position: index + 1, count: rows.length },
            })}
          />
        )
      })}
    </ul>
  )
}

/** Puts the focus on a conversation's row. False when there is no such row, or it is not shown. */
export function focusRow(conversationId: string): boolean {
  const link = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(conversationId)}"] a`)
  if (link === null || !link.checkVisibility()) return false
  link.focus()
  return true
}

/** Sites by id, where a list can hold conversations of several. */
function useSiteNames(
  sites: readonly DeskSite[],
  onlySite: string | undefined,
): ReadonlyMap<string, string> | null {
  return useMemo(
    () =>
      sites.length > 1 && onlySite === undefined ? new Map(sites.map(({ id, name }) => [id, name])) : null,
    [sites, onlySite],
  )
}
