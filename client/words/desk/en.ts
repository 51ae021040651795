/** The agents' wording for components that both sides use. */
export const en = {
  note: 'Note · ',
  onlyTeam: ' · only your team sees this',
  noteDeleted: 'Note deleted',
  sendAndClose: 'Send & close',
  colleague: 'A colleague',
  passed: 'Not sent: a colleague has just replied.',
  passedBy: 'Not sent: {name} has just replied:',
  passedByAnnounced: 'Not sent: {name} has just replied',
  passedAnnounced: 'Not sent: a colleague has just replied',
  keepEditing: 'Keep editing',
  sendAnyway: 'Send anyway',
  youBlocked: 'You blocked this visitor',
  blockedBy: '{name} blocked this visitor',
  youUnblocked: 'You unblocked this visitor',
  unblockedBy: '{name} unblocked this visitor',
  writingReply: { one: '{names} is writing a reply…', other: '{names} are writing a reply…' },
} as const
