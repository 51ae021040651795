/** Dialogs and menus, the browser's own and those that name themselves so. Closed ones are not in the page. */
const LAYERS = 'dialog[open], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** Whether a dialog, a menu or a list of choices lies over the page: the keys belong to it. */
export function isLayerOpen(): boolean {
  return document.querySelector(LAYERS) !== null
}
