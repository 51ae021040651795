/**
 * Sets the theme that the reader chose, before the page's first picture. React escapes quotes and angle brackets in a
 * script, so it has none.
 */
export function ThemeScript() {
  return (
    <script>
      {
        'try { const theme = localStorage.getItem(`porchlight-theme`); if (theme) document.documentElement.dataset.theme = theme } catch {}'
      }
    </script>
  )
}
