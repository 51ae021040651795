import { copyText } from '@/client/browser/copy-text'
import { actionWords } from '@/client/words/actions/words'
import { inboxWords } from '@/client/words/inbox/words'
import { can } from '@/contract/policy'
import { mailLink } from '../mail-link'
import { exportVisitor, unblockVisitor } from '../visitors'
import type { Action } from './action'

const { t } = actionWords

/** Actions on the visitor of the open conversation. */
export const visitor = [
  {
    id: 'rename',
    group: 'visitor',
    name: () => t('rename'),
    isPossible: ({ conversation }) => conversation !== null,
    run({ desk, place, conversation }) {
      // On a phone, the name is edited in the details, where there is room.
      if (desk.page.isNarrow() && !place.isDetailsOpen) desk.way.go({ isDetailsOpen: true })
      desk.dialog.open('rename', conversation?.id)
    },
  },
  {
    id: 'copy-email',
    group: 'visitor',
    name: () => t('copyEmail'),
    isPossible: ({ conversation }) => conversation?.visitor.email != null,
    async run({ desk, conversation }) {
      const isCopied = await copyText(conversation?.visitor.email ?? '')
      desk.toasts.tell(inboxWords.t(isCopied ? 'emailCopied' : 'copyRefused'))
    },
  },
  {
    id: 'write-mail',
    group: 'visitor',
    name: () => t('writeMail'),
    isPossible: ({ conversation }) => conversation?.visitor.email != null,
    run({ desk, conversation }) {
      if (conversation?.visitor.email != null)
        desk.way.leaveFor(mailLink(conversation.visitor.email, conversation))
    },
  },
  {
    id: 'toggle-block',
    group: 'visitor',
    name: () => t('toggleBlock'),
    label: ({ conversation }) => t(conversation?.visitor.block ? 'unblock' : 'block'),
    isPossible: ({ desk, conversation }) => conversation !== null && can(desk.self, 'block_visitor'),
    run({ desk, conversation }) {
      if (conversation?.visitor.block) return unblockVisitor(desk, conversation.visitor.id)
      desk.dialog.open('block', conversation?.id)
    },
  },
  {
    id: 'export-data',
    group: 'visitor',
    name: () => t('exportData'),
    isPossible: ({ desk, conversation }) => conversation !== null && can(desk.self, 'export_visitor'),
    run: ({ desk, conversation }) =>
      conversation === null ? false : exportVisitor(desk, conversation.visitor.id),
  },
  {
    id: 'erase-data',
    group: 'visitor',
    name: () => t('eraseData'),
    isPossible: ({ desk, conversation }) => conversation !== null && can(desk.self, 'erase_visitor'),
    run({ desk, conversation }) {
      desk.dialog.open('erase', conversation?.id)
    },
  },
] as const satisfies readonly Action[]
