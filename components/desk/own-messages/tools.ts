/* The lazily loaded chunk to edit and delete messages. */
export { DeletionDialog } from './deletion-dialog'
export { MessageEditor } from './message-editor'
export { MessageMenu } from './message-menu'
