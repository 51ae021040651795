import { bundleOptions } from './bundle.mjs'

/** The loader's texts by language, as JSON. The catalogues are TypeScript, so they are bundled first. */
export async function loaderWords(esbuild) {
  const { outputFiles } = await esbuild.build({
    ...bundleOptions,
    entryPoints: ['widget/loader/served-words.ts'],
    write: false,
    logLevel: 'silent',
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  const { servedWords } = await import(`data:text/javascript;base64,${code}`)
  return JSON.stringify(servedWords)
}
