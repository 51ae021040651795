/**
 * Applies the chosen theme before first paint. React escapes quotes and angle brackets, so the script contains none.
 * Browsers hide the nonce attribute after reading it, so hydration would report a mismatch.
 *
 * @param nonce the one in this response's Content-Security-Policy
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
