/* What is loaded once something can be changed. */
export { DeletionDialog } from './deletion-dialog'
export { MessageEditor } from './message-editor'
export { MessageMenu } from './message-menu'
