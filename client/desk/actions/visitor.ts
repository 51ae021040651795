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
    isPossible: ({ open }) => open !== null,
    run({ desk, place, open }) {
      // On a phone, the name is edited in the details, where there is room.
      if (desk.page.isNarrow() && !place.isDetailsOpen) desk.way.go({ isDetailsOpen: true })
      desk.dialog.open('rename', open?.id)
    },
  },
  {
    id: 'copy-email',
    group: 'visitor',
    name: () => t('copyEmail'),
    isPossible: ({ open }) => open?.visitor.email != null,
    async run({ desk, open }) {
      const isCopied = await copyText(open?.visitor.email ?? '')
      desk.toasts.tell(inboxWords.t(isCopied ? 'emailCopied' : 'copyRefused'))
    },
  },
  {
    id: 'write-mail',
    group: 'visitor',
    name: () => t('writeMail'),
    isPossible: ({ open }) => open?.visitor.email != null,
    run({ desk, open }) {
      if (open?.visitor.email != null) desk.way.leaveFor(mailLink(open.visitor.email, open))
    },
  },
  {
    id: 'toggle-block',
    group: 'visitor',
    name: () => t('toggleBlock'),
    label: ({ open }) => t(open?.visitor.block ? 'unblock' : 'block'),
    isPossible: ({ desk, open }) => open !== null && can(desk.self, 'block_visitor'),
    run({ desk, open }) {
      if (open?.visitor.block) return unblockVisitor(desk, open.visitor.id)
      desk.dialog.open('block', open?.id)
    },
  },
  {
    id: 'export-data',
    group: 'visitor',
    name: () => t('exportData'),
    isPossible: ({ desk, open }) => open !== null && can(desk.self, 'export_visitor'),
    run: ({ desk, open }) => (open === null ? false : exportVisitor(desk, open.visitor.id)),
  },
  {
    id: 'erase-data',
    group: 'visitor',
    name: () => t('eraseData'),
    isPossible: ({ desk, open }) => open !== null && can(desk.self, 'erase_visitor'),
    run({ desk, open }) {
      desk.dialog.open('erase', open?.id)
    },
  },
] as const satisfies readonly Action[]
