/*
 * What a site puts into its pages. Key and host are the only things in it that vary, and neither can hold a quote: a key is
 * letters and digits, and a host comes from `URL`.
 */

/** One way to put the chat on a site. */
export type Snippet = {
  id: string
  name: string
  /** Where it goes, in a sentence. */
  where: string
  code: string
}

/** The loader's address: one request brings it and this site's settings. */
export function loaderUrl(host: string, key: string): string {
  return `${host}/widget.js?key=${key}`
}

/** The snippets for a site, by what it is made with. */
export function snippetsFor(host: string, key: string): Snippet[] {
  const url = loaderUrl(host, key)
  const tag = `<script async src="${url}"></script>`
  return [
    { id: 'html', name: 'HTML', where: 'Before the closing </body> of every page.', code: tag },
    {
      id: 'react',
      name: 'React',
      where: 'In a component that every page shows, such as App.',
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
      where: 'In app/layout.tsx, at the end of the <body>.',
      code: `import Script from 'next/script'

<Script src="${url}" strategy="lazyOnload" />`,
    },
    {
      id: 'vue',
      name: 'Vue',
      where: 'In App.vue.',
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
      where: 'In functions.php of your child theme, or in a plugin for code snippets.',
      code: `add_action( 'wp_footer', function () {
  echo '${tag}';
} );`,
    },
    {
      id: 'shopify',
      name: 'Shopify',
      where: 'Online Store → Themes → Edit code → layout/theme.liquid, before </body>.',
      code: tag,
    },
    {
      id: 'gtm',
      name: 'Google Tag Manager',
      where: 'Tags → New → Custom HTML, with the trigger “All Pages”.',
      code: tag,
    },
  ]
}

/** What a page with a Content Security Policy has to allow. */
export function policyFor(host: string): { usual: string; withDataKey: string } {
  const usual = `script-src ${host}; frame-src ${host}`
  return { usual, withDataKey: `${usual}; connect-src ${host}` }
}

/** A mail that hands the snippet to whoever looks after the site. */
export function mailTo(host: string, key: string, siteName: string): string {
  const body = `Please put this tag before the closing </body> of every page of ${siteName}:

<script async src="${loaderUrl(host, key)}"></script>

If the site has a Content Security Policy, it needs: ${policyFor(host).usual}
`
  return `mailto:?subject=${encodeURIComponent(`Chat for ${siteName}`)}&body=${encodeURIComponent(body)}`
}

/** Why a chat at `host` cannot load on pages of some of these addresses, or only for some people; `null` where it can. */
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
