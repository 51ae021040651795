'use client'

import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { sceneOf } from '@/client/desk/actions/action'
import { actions, perform } from '@/client/desk/actions/registry'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { displayName } from '@/client/text/alias'
import { actionWords } from '@/client/words/actions/words'
import { inboxWords } from '@/client/words/inbox/words'
import { Avatar } from '@/components/ui/avatar'
import { useDesk } from '@/hooks/desk/use-desk'
import { nameOfKey } from '../name-of-key'
import { matchScore } from './match-score'
import styles from './palette-dialog.module.css'

const { t } = actionWords

/** The maximum number of recent conversations to search. */
const MAX_SHOWN = 50

export type PaletteDialogProps = { isOpen: boolean; onClose: () => void }

/** The command palette: finds actions, which it performs, and conversations, which it opens. */
export function PaletteDialog({ isOpen, onClose }: PaletteDialogProps) {
  const openerRef = useRef<Element | null>(null)
  const chosenRef = useRef<(() => void) | null>(null)

  /** Runs the choice only after the palette has closed, because it may move the focus or open another dialog. */
  function finish(event: Event) {
    event.preventDefault()
    if (openerRef.current instanceof HTMLElement) openerRef.current.focus()
    const chosen = chosenRef.current
    chosenRef.current = null
    chosen?.()
  }
  function choose(run: () => void) {
    chosenRef.current = run
    onClose()
  }

  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.palette}
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            openerRef.current = document.activeElement
          }}
          onCloseAutoFocus={finish}
        >
          <Dialog.Title className="visually-hidden">{t('palette')}</Dialog.Title>
          <Choices onChoose={choose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Choices({ onChoose }: { onChoose: (run: () => void) => void }) {
  const desk = useDesk()
  const { inbox, way } = desk
  const [conversations, setConversations] = useState(() => inbox.recent(MAX_SHOWN))
  // Fixed on open, so that the list does not change under the pointer.
  const [offered] = useState(() => {
    const scene = sceneOf(desk)
    return actions
      .filter(({ isKeyOnly, isPossible }) => !isKeyOnly && (isPossible?.(scene) ?? true))
      .map(({ id, name, label, keys = [] }) => ({ id, keys, name: name(), label: label?.(scene) ?? name() }))
  })

  useEffect(() => {
    let isCurrent = true
    void inbox.learn(MAX_SHOWN).then(() => isCurrent && setConversations(inbox.recent(MAX_SHOWN)))
    return () => {
      isCurrent = false
    }
  }, [inbox])

  return (
    <Command label={t('palette')} filter={(_, typed, texts = []) => matchScore(typed, texts)} loop>
      <Command.Input className={styles.field} placeholder={t('paletteHint')} />
      <Command.List className={styles.list} label={t('palette')}>
        <Command.Empty className={styles.nothing}>{t('nothingFound')}</Command.Empty>
        <Command.Group heading={t('actions')}>
          {offered.map(({ id, keys, name, label }) => (
            <Command.Item
              key={id}
              value={id}
              keywords={[label, name]}
              data-action={id}
              className={styles.item}
              onSelect={() => onChoose(() => void perform(desk, id))}
            >
              <span className={styles.label}>{label}</span>
              {keys.length > 0 && <kbd className={styles.key}>{nameOfKey(keys[0] ?? '')}</kbd>}
            </Command.Item>
          ))}
        </Command.Group>
        {conversations.length > 0 && (
          <Command.Group heading={t('conversations')}>
            {conversations.map((conversation) => (
              <Command.Item
                key={conversation.id}
                value={conversation.id}
                keywords={wordsOf(conversation)}
                className={styles.item}
                onSelect={() => onChoose(() => way.go({ conversationId: conversation.id }, 'log'))}
              >
                <Conversation conversation={conversation} />
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  )
}

function Conversation({ conversation: { visitor, preview, status } }: { conversation: DeskConversation }) {
  return (
    <>
      <Avatar id={visitor.id} name={displayName(visitor)} size={28} />
      <span className={styles.label}>
        <bdi>{displayName(visitor)}</bdi>
        {visitor.email !== null && (
          <span className={styles.email}>
            <bdi dir="ltr">{visitor.email}</bdi>
          </span>
        )}
        {preview !== null && preview.deletedAt === null && (
          <span className={styles.preview} dir="auto">
            {preview.text}
          </span>
        )}
      </span>
      {status === 'CLOSED' && <span className={styles.state}>{inboxWords.t('closed')}</span>}
    </>
  )
}

/** The texts by which a conversation is found. */
function wordsOf({ visitor, preview }: DeskConversation): string[] {
  return [displayName(visitor), visitor.email ?? '', preview?.text.slice(0, 80) ?? ''].filter(Boolean)
}
