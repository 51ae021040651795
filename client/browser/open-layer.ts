/** Dialogs and menus, native and ARIA. Closed ones are not in the DOM. */
const LAYERS = 'dialog[open], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** Whether an open dialog, menu or listbox should receive the keys. */
export function isLayerOpen(): boolean {
  return document.querySelector(LAYERS) !== null
}
