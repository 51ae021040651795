/*
 * Code for a site's pages. Only the key and the host are inserted, and neither can contain quotes: a key is letters and digits,
 * and a host comes from `URL`.
 */

/** One way to add the chat to a site. */
export type Snippet = {
  id: 'html' | 'react' | 'next' | 'vue' | 'wordpress' | 'shopify' | 'gtm'
  name: string
  code: string
}

/** The loader's URL: one request loads it and the site's settings. */
function loaderUrl(host: string, key: string): string {
  return `${host}/widget.js?key=${key}`
}

/** The tag for plain HTML. */
export function tagFor(host: string, key: string): string {
  return `<script async src="${loaderUrl(host, key)}"></script>`
}

/** The snippets for a site, by framework or platform. */
export function snippetsFor(host: string, key: string): Snippet[] {
  const url = loaderUrl(host, key)
  const tag = tagFor(host, key)
  return [
    { id: 'html', name: 'HTML', code: tag },
    {
      id: 'react',
      name: 'React',
      code: `import { useEffect } from 'react'

export function SupportChat() {
  useEffect(() => {
    const script = document.createElement('script')
    script.async = true
    script.src = '${url}'
    document.body.append(script)
  }, [])
  return null
}`,
    },
    {
      id: 'next',
      name: 'Next.js',
      code: `import Script from 'next/script'

<Script src="${url}" strategy="lazyOnload" />`,
    },
    {
      id: 'vue',
      name: 'Vue',
      code: `<script setup>
import { onMounted } from 'vue'

onMounted(() => {
  const script = document.createElement('script')
  script.async = true
  script.src = '${url}'
  document.body.append(script)
})
</script>`,
    },
    {
      id: 'wordpress',
      name: 'WordPress',
      code: `add_action( 'wp_footer', function () {
  echo '${tag}';
} );`,
    },
    {
      id: 'shopify',
      name: 'Shopify',
      code: tag,
    },
    {
      id: 'gtm',
      name: 'Google Tag Manager',
      code: tag,
    },
  ]
}

/** The directives that a page's Content Security Policy must contain. */
export function policyFor(host: string): { usual: string; withDataKey: string } {
  const usual = `script-src ${host}; frame-src ${host}`
  return { usual, withDataKey: `${usual}; connect-src ${host}` }
}

/** A mailto: link. Escaped, so that the texts cannot add headers. */
export function mailTo({ subject, body }: { subject: string; body: string }): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`
}

/** Why the chat at `host` cannot load on pages of some of these origins, or only for some people; `null` if it can. */
export function warningAbout(
  host: string,
  allowedOrigins: readonly string[],
): 'mixed_content' | 'local_host' | null {
  const { protocol, hostname } = new URL(host)
  if (/^(localhost|127\..+|\[::1\])$/.test(hostname)) return 'local_host'
  return protocol === 'http:' && allowedOrigins.some((origin) => origin.startsWith('https:'))
    ? 'mixed_content'
    : null
}
