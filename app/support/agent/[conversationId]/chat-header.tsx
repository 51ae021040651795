'use client'
import { ChevronLeft, Info } from 'lucide-react'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { mailLink } from '@/client/desk/mail-link'
import { localTime, pageName } from '@/client/desk/visitor-facts'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { useOwnHosts } from '@/components/desk/conversation/use-own-hosts'
import type { Colleague, People } from '@/components/desk/conversation/use-people'
import { VerifiedBadge } from '@/components/desk/conversation/verified-badge'
import { VisitorName } from '@/components/desk/details/visitor-name'
import { Avatar } from '@/components/ui/avatar'
import { classNames } from '@/components/ui/class-names'
import type { VisitedPage } from '@/contract/sites/visited-page'
import { useNow } from '@/hooks/browser/use-now'
import { useAction } from '@/hooks/desk/use-action'
import { useDesk, usePlace } from '@/hooks/desk/use-desk'
import styles from './chat-header.module.css'

const { t } = inboxWords

type ChatHeaderProps = {
  /** `null` until it is loaded. */
  conversation: DeskConversation | null
  /** The page that the visitor viewed last; `null` if unknown. */
  page: VisitedPage | null
  people: People
  /** Whether the conversation fills the screen. */
  isNarrow: boolean
  /** Whether the visitor's details cover the conversation. */
  isCovered: boolean
}

/** The visitor, their presence, the colleagues viewing the conversation, and the button that closes it. */
export function ChatHeader({ conversation, page, people, isNarrow, isCovered }: ChatHeaderProps) {
  const { way } = useDesk()
  const { isDetailsOpen } = usePlace()
  const details = useAction('details')
  const status = useAction('toggle-status')
  const isOpen = conversation?.status === 'OPEN'

  return (
    <div className={styles.header}>
      <button
        type="button"
        className={classNames(controls.icon, styles.back)}
        aria-label={t('backToInbox')}
        data-tip
        onClick={() => way.goBack({ conversationId: null })}
      >
        <ChevronLeft size={20} aria-hidden="true" />
      </button>
      {conversation && (
        <>
          <Avatar
            id={conversation.visitor.id}
            name={displayName(conversation.visitor)}
            size={36}
            isOnline={people.isOnline}
          />
          <div className={styles.who}>
            <VisitorName
              key={conversation.id}
              conversation={conversation}
              headingLevel={isNarrow ? 1 : 2}
              // Phones have no room for the edit button; there, the name is edited in the details.
              canEdit={!isNarrow}
              isCovered={isCovered}
            />
            <Situation conversation={conversation} page={page} isOnline={people.isOnline} />
          </div>
          <Colleagues people={people} />
          <button
            type="button"
            className={classNames(controls.icon, styles.details)}
            aria-label={t('visitorDetails')}
            data-tip
            aria-expanded={isDetailsOpen}
            data-details-button
            {...details.props}
          >
            <Info size={20} aria-hidden="true" />
          </button>
          <button type="button" className={isOpen ? controls.button : controls.secondary} {...status.props}>
            <span>{isOpen ? t('close') : t('reopen')}</span>
            <span className={classNames(controls.key, styles.key)} aria-hidden="true">
              E
            </span>
          </button>
        </>
      )}
    </div>
  )
}

type SituationProps = { conversation: DeskConversation; page: VisitedPage | null; isOnline: boolean }

function Situation({ conversation, page, isOnline }: SituationProps) {
  const now = useNow()
  const { sites } = useDesk()
  const { visitor, context } = conversation
  const site = sites.length > 1 ? sites.find(({ id }) => id === conversation.siteId) : undefined
  const ownHosts = useOwnHosts(conversation.siteId)
  const visited = pageName(page?.address ?? context?.pageUrl, ownHosts)
  const time = now === null ? null : localTime(new Date(now), context?.timeZone)

  return (
    <ul className={styles.situation}>
      {visitor.block && <li className={styles.blocked}>{t('blocked')}</li>}
      {visitor.isVerified && (
        <li>
          <VerifiedBadge />
        </li>
      )}
      <li className={isOnline ? styles.online : undefined}>{isOnline ? t('online') : t('offline')}</li>
      {!isOnline && (
        <li>
          <Reach conversation={conversation} />
        </li>
      )}
      {site !== undefined && (
        <li>
          <bdi>{site.name}</bdi>
        </li>
      )}
      {visited !== null && (
        <li className={styles.detail} title={page?.title ?? undefined}>
          <span>{page === null ? t('startedOn') : t(isOnline ? 'nowOn' : 'lastOn')}</span>{' '}
          <bdi dir="ltr">{visited}</bdi>
        </li>
      )}
      {time !== null && (
        <li className={styles.detail}>
          <bdi>{t('timeIn', { time: time.clock, place: time.place })}</bdi>
        </li>
      )}
      {visitor.email !== null && (
        <li className={styles.detail}>
          <bdi dir="ltr">{visitor.email}</bdi>
        </li>
      )}
    </ul>
  )
}

/** An e-mail link for a visitor who is offline. */
function Reach({ conversation }: { conversation: DeskConversation }) {
  const { email } = conversation.visitor
  if (email === null) return <span>{t('noEmail')}</span>
  return (
    <a href={mailLink(email, conversation)} title={t('writeMailTo', { email })}>
      {t('writeMail')}
    </a>
  )
}

function Colleagues({ people: { colleagues, writing } }: { people: People }) {
  if (colleagues.length === 0) return null
  return (
    <ul className={styles.colleagues} aria-label={t('alsoHere')}>
      {colleagues.map((colleague) => (
        <li
          key={colleague.id}
          className={classNames(writing.includes(colleague.name) && styles.writing)}
          title={wordsFor(colleague, writing)}
        >
          <Avatar {...colleague} size={28} />
          <span className="visually-hidden">{wordsFor(colleague, writing)}</span>
        </li>
      ))}
    </ul>
  )
}

function wordsFor({ name }: Colleague, writing: readonly string[]): string {
  return t(writing.includes(name) ? 'isWriting' : 'isHereToo', { name })
}
