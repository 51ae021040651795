'use client'

import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { sceneOf } from '@/client/desk/actions/action'
import { type ActionId, actions, perform } from '@/client/desk/actions/registry'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { displayName } from '@/client/text/alias'
import { actionWords } from '@/client/words/actions/words'
import { inboxWords } from '@/client/words/inbox/words'
import { nameOfKey } from '@/components/controls/name-of-key'
import { Avatar } from '@/components/ui/avatar'
import { useDesk } from '@/hooks/desk/use-desk'
import { matchScore } from './match-score'
import styles from './palette-dialog.module.css'

const { t } = actionWords

/** The maximum number of matching conversations to show. */
const MAX_SHOWN = 20

export type PaletteDialogProps = {
  isOpen: boolean
  onClose: () => void
  /** What was typed before the palette was there. */
  takeTyped: () => string
}

/** The command palette: finds actions, which it performs, and conversations, which it opens. */
export function PaletteDialog({ isOpen, onClose, takeTyped }: PaletteDialogProps) {
  const openerRef = useRef<Element | null>(null)
  const chosenRef = useRef<(() => void) | null>(null)
  const fieldRef = useRef<HTMLInputElement>(null)

  function begin(event: Event) {
    openerRef.current = document.activeElement
    // Radix would select what is in the field, and the next key would replace what was typed while the palette loaded.
    event.preventDefault()
    const field = fieldRef.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }

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
        <Dialog.Overlay className={styles.overlay} data-overlay />
        <Dialog.Content
          className={styles.palette}
          aria-describedby={undefined}
          onOpenAutoFocus={begin}
          onCloseAutoFocus={finish}
        >
          <Dialog.Title className="visually-hidden">{t('palette')}</Dialog.Title>
          <Choices fieldRef={fieldRef} onChoose={choose} takeTyped={takeTyped} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type ChoicesProps = {
  fieldRef: RefObject<HTMLInputElement | null>
  onChoose: (run: () => void) => void
  takeTyped: () => string
}

function Choices({ fieldRef, onChoose, takeTyped }: ChoicesProps) {
  const desk = useDesk()
  const { inbox, way } = desk
  const [typed, setTyped] = useState(takeTyped)
  const [known, setKnown] = useState(() => inbox.recent())
  // Fixed on open, so that the list does not change under the pointer.
  const [{ openId, offered }] = useState(() => {
    const scene = sceneOf(desk)
    const possible = actions
      .filter(({ isKeyOnly, isPossible }) => !isKeyOnly && (isPossible?.(scene) ?? true))
      .map(({ id, name, label, keys = [] }) => ({ id, keys, name: name(), label: label?.(scene) ?? name() }))
    return { openId: scene.place.conversationId, offered: possible }
  })
  /** What was offered is about the conversation that was open then. A notification may have opened another since. */
  function act(id: ActionId) {
    if (way.place().conversationId === openId) void perform(desk, id)
  }
  const choices = best(offered, typed, ({ label, name }) => [label, name])
  const conversations = best(known, typed, wordsOf).slice(0, MAX_SHOWN)

  useEffect(() => {
    let isCurrent = true
    void inbox.learn().then(() => isCurrent && setKnown(inbox.recent()))
    return () => {
      isCurrent = false
    }
  }, [inbox])

  return (
    <Command label={t('palette')} shouldFilter={false} loop>
      <Command.Input
        ref={fieldRef}
        className={styles.field}
        placeholder={t('paletteHint')}
        value={typed}
        onValueChange={setTyped}
      />
      <Command.List className={styles.list} label={t('palette')}>
        <Command.Empty className={styles.nothing}>{t('nothingFound')}</Command.Empty>
        {choices.length > 0 && (
          <Command.Group heading={t('actions')}>
            {choices.map(({ id, keys, label }) => (
              <Command.Item
                key={id}
                value={id}
                data-action={id}
                className={styles.item}
                onSelect={() => onChoose(() => act(id))}
              >
                <span className={styles.label}>{label}</span>
                {keys.length > 0 && <kbd className={styles.key}>{nameOfKey(keys[0] ?? '')}</kbd>}
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {conversations.length > 0 && (
          <Command.Group heading={t('conversations')}>
            {conversations.map((conversation) => (
              <Command.Item
                key={conversation.id}
                value={conversation.id}
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

/** The matching items, best first. A stable sort keeps equal matches in their given order. */
function best<Item>(items: readonly Item[], typed: string, textsOf: (item: Item) => string[]): Item[] {
  return items
    .map((item) => ({ item, score: matchScore(typed, textsOf(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
