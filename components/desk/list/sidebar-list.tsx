'use client'

import { type KeyboardEvent, type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import type { DeskSite, FocusTarget } from '@/client/desk/desk'
import { deskHref } from '@/client/desk/desk-place'
import { useNow } from '@/hooks/browser/use-now'
import { useDesk, useInboxView, usePlace } from '@/hooks/desk/use-desk'
import { useMovingRows } from '@/hooks/desk/use-moving-rows'
import { deskPage } from '../desk-page'
import styles from './sidebar-list.module.css'
import { SidebarRow } from './sidebar-row'
import { useRowWindow } from './use-row-window'

type SidebarListProps = {
  ids: readonly string[]
  scrollerRef: RefObject<HTMLElement | null>
  onFocus: (event: React.FocusEvent) => void
  onBlur: () => void
}

/** The rows, with a roving tab stop: arrow keys move between them. A long list renders only the rows in view. */
export function SidebarList({ ids, scrollerRef, onFocus, onBlur }: SidebarListProps) {
  const { self, sites, way } = useDesk()
  const place = usePlace()
  // Stable, like all that the rows get, because they are memoized. The place has a new filter with each navigation.
  const filter = useInboxView((view) => view.filter)
  const open = useCallback(
    (conversationId: string, focus: FocusTarget) => way.go({ conversationId }, focus),
    [way],
  )
  const listRef = useRef<HTMLUListElement>(null)
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const now = useNow()
  const siteNames = useSiteNames(sites, filter.siteId)
  const tabStop = [focusedId, place.conversationId, ids[0]].find((id) => id && ids.includes(id))
  const rowWindow = useRowWindow({ ids, scrollerRef, needed: ids.indexOf(tabStop ?? '') })
  useMovingRows(listRef, ids)

  function moveFocus(event: KeyboardEvent) {
    const index = ids.indexOf(focusedId ?? '')
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: ids.length - 1 }[event.key]
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    deskPage.focusRow(ids[Math.min(Math.max(target, 0), ids.length - 1)] ?? '')
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
      {(rowWindow?.indexes ?? ids.map((_, index) => index)).map((index) => {
        const id = ids[index]
        if (id === undefined) return null
        return (
          <SidebarRow
            key={id}
            id={id}
            filter={filter}
            siteNames={siteNames}
            isCurrent={id === place.conversationId}
            selfId={self.id}
            href={deskHref({ ...place, conversationId: id, isDetailsOpen: false })}
            now={now}
            isTabStop={id === tabStop}
            onFocus={setFocusedId}
            onOpen={open}
            {...(rowWindow && {
              top: rowWindow.topOf(index),
              position: index + 1,
              count: ids.length,
            })}
          />
        )
      })}
    </ul>
  )
}

/** Site names by id, or `null` if the list can show only one site. */
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
