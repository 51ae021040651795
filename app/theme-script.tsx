/**
 * Sets the theme that the reader chose, before the page's first picture. React escapes quotes and angle brackets in a
 * script, so it has none. Browsers hide a nonce once they have read it, so there is nothing to compare.
 *
 * @param nonce what the page's policy asks of a script
 */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {
        'try { const theme = localStorage.getItem(`porchlight-theme`); if (theme) document.documentElement.dataset.theme = theme } catch {}'
      }
    </script>
  )
}
