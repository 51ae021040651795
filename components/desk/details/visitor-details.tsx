'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { browserInWords } from '@/client/desk/browser-in-words'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { mailLink } from '@/client/desk/mail-link'
import { hostOf, languageName, localTime, pageName } from '@/client/desk/visitor-facts'
import { displayName } from '@/client/text/alias'
import { formatAge, formatExactTime } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { classNames } from '@/components/ui/class-names'
import { can } from '@/contract/policy'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'
import { useNow } from '@/hooks/browser/use-now'
import { useDesk, usePlace } from '@/hooks/desk/use-desk'
import { useOwnHosts } from '../conversation/use-own-hosts'
import { VerifiedBadge } from '../conversation/verified-badge'
import { CopyEmail } from './copy-email'
import { TrackedEvents } from './tracked-events'
import { VisitorBlock } from './visitor-block'
import { VisitorData } from './visitor-data'
import styles from './visitor-details.module.css'
import { VisitorName } from './visitor-name'

const { t } = inboxWords

type VisitorDetailsProps = {
  conversation: DeskConversation
  /** The visitor's last pages, newest first. */
  pages: readonly VisitedPage[]
  /** The last tracked events, newest first. */
  trackedEvents: readonly TrackedEvent[]
  isNarrow: boolean
  /** Whether they cover the conversation, and so its header, where the name is edited otherwise. */
  isCovering: boolean
}

/** Everything known about the visitor. Unknown facts are omitted. */
export function VisitorDetails(props: VisitorDetailsProps) {
  const { conversation, pages, trackedEvents, isNarrow, isCovering } = props
  const { self, way } = useDesk()
  const place = usePlace()
  const { visitor } = conversation
  const topRef = useRef<HTMLDivElement>(null)
  const pagesId = useId()
  const eventsId = useId()
  const SectionHeading = isNarrow ? 'h2' : 'h3'

  // Opened over the conversation, it takes the focus and returns it to its button on close. Whether it covers the conversation
  // is known late, and then its heading is another element.
  // biome-ignore lint/correctness/useExhaustiveDependencies: isCovering decides which elements there are
  useEffect(() => {
    if (!place.isDetailsOpen) return
    const top = topRef.current
    // On a phone, renaming opens them.
    const target = top?.querySelector<HTMLElement>('input') ?? top?.querySelector<HTMLElement>('h1, h2')
    target?.focus()
    return () => {
      // Gone with its conversation: the next one has the focus where it wants it.
      if (topRef.current === null) return
      document.querySelector<HTMLElement>('[data-details-button]')?.focus()
    }
  }, [place.isDetailsOpen, isCovering])

  return (
    <section className={styles.details} data-open={place.isDetailsOpen} aria-label={t('visitorDetails')}>
      <div ref={topRef} className={styles.top}>
        {isNarrow || isCovering ? (
          <VisitorName key={conversation.id} conversation={conversation} headingLevel={isNarrow ? 1 : 2} />
        ) : (
          <h2 tabIndex={-1} className={classNames(visitor.name === null && styles.unnamed)}>
            <bdi>{displayName(visitor)}</bdi>
          </h2>
        )}
        <button
          type="button"
          className={classNames(controls.icon, styles.close)}
          aria-label={t('closeDetails')}
          data-tip
          onClick={() => way.goBack({ isDetailsOpen: false })}
        >
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      {visitor.isVerified && (
        <p className={styles.verified}>
          <VerifiedBadge />
        </p>
      )}
      {visitor.email === null ? (
        <p className={styles.unknown}>{t('noEmailYet')}</p>
      ) : (
        <div className={styles.email}>
          <a href={mailLink(visitor.email, conversation)} title={visitor.email}>
            <bdi dir="ltr">{visitor.email}</bdi>
          </a>
          <CopyEmail />
          {visitor.emailToldBy !== null && (
            <p>{t(visitor.emailToldBy === 'visitor' ? 'leftByVisitor' : 'writtenByAgent')}</p>
          )}
        </div>
      )}
      <SectionHeading>{t('visit')}</SectionHeading>
      <dl>
        <Facts conversation={conversation} />
      </dl>
      {pages.length > 0 && (
        <>
          <SectionHeading id={pagesId}>{t('pages')}</SectionHeading>
          <Pages pages={pages} siteId={conversation.siteId} labelledBy={pagesId} />
        </>
      )}
      {trackedEvents.length > 0 && (
        <>
          <SectionHeading id={eventsId}>{t('events')}</SectionHeading>
          <TrackedEvents events={trackedEvents} labelledBy={eventsId} />
        </>
      )}
      <div className={styles.foot}>
        {can(self, 'block_visitor') && <VisitorBlock visitor={visitor} />}
        {(can(self, 'export_visitor') || can(self, 'erase_visitor')) && <VisitorData visitor={visitor} />}
      </div>
    </section>
  )
}

function Facts({ conversation: { context, createdAt } }: { conversation: DeskConversation }) {
  const now = useNow()
  const time = now === null ? null : localTime(new Date(now), context?.timeZone)
  const referrer = context?.referrer ?? null

  return (
    <>
      <Fact name={t('startedOn')}>
        {context?.pageUrl && (
          <OutsideLink href={context.pageUrl}>{pageName(context.pageUrl, [])}</OutsideLink>
        )}
      </Fact>
      <Fact name={t('referrer')}>
        {referrer !== null && <OutsideLink href={referrer}>{hostOf(referrer)}</OutsideLink>}
      </Fact>
      <Fact name={t('localTime')}>
        {time && <bdi>{t('timeAndPlace', { time: time.clock, place: time.place })}</bdi>}
      </Fact>
      <Fact name={t('browser')}>{context?.browser && browserInWords(context.browser)}</Fact>
      <Fact name={t('language')}>{context?.language && languageName(context.language)}</Fact>
      <Fact name={t('startedAt')}>
        {now !== null && <time dateTime={createdAt}>{formatExactTime(new Date(createdAt))}</time>}
      </Fact>
    </>
  )
}

type PagesProps = { pages: readonly VisitedPage[]; siteId: string; labelledBy: string }

/** The visited pages. Pages outside the site also show their host. */
function Pages({ pages, siteId, labelledBy }: PagesProps) {
  const now = useNow()
  const ownHosts = useOwnHosts(siteId)
  return (
    <ol className={styles.pages} aria-labelledby={labelledBy}>
      {pages.map(({ id, address, title, visitedAt }, index) => (
        <li key={id} aria-current={index === 0 || undefined}>
          <OutsideLink href={address}>{pageName(address, ownHosts)}</OutsideLink>
          {title !== null && <bdi>{title}</bdi>}
          {now !== null && (
            <time dateTime={visitedAt} title={formatExactTime(new Date(visitedAt))}>
              {formatAge(new Date(visitedAt), new Date(now))}
            </time>
          )}
        </li>
      ))}
    </ol>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** A link to an address from the visitor's browser. It may lead anywhere, so the target gets no referrer and no opener. */
function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  // The server accepts only these too; this guards against `javascript:` links regardless.
  if (!/^https?:\/\//i.test(href)) return <bdi dir="ltr">{children ?? href}</bdi>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      <bdi dir="ltr">{children}</bdi>
      <span className="visually-hidden">{t('opensTab')}</span>
    </a>
  )
}
