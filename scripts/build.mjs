import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'esbuild'

/** Libraries of hundreds of small files, which a start would open and read one by one: they are built in. The others stay as they are. */
const BUILT_IN = ['@hono/node-server', '@simplewebauthn/server', 'hono', 'hucre', 'kysely']

/** Builds `dist/hoshitori.mjs` and `dist/worker.mjs` (the program and its threads) and `dist/assets/` (style sheet, script, fonts). Called by the other scripts. */
export async function buildAll() {
  rmSync('dist', { recursive: true, force: true })
  mkdirSync('dist/assets', { recursive: true })
  await build({
    entryPoints: { hoshitori: 'src/main.ts', worker: 'src/main/worker.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).dependencies).filter(
      (name) => !BUILT_IN.includes(name),
    ),
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'linked',
    logLevel: 'warning',
  })
  writeFileSync('dist/icons.svg', sprite(JSON.parse(readFileSync('src/ui/icons.json', 'utf8'))))
  const { metafile } = await build({
    entryPoints: {
      main: 'src/main/style.css',
      fonts: 'src/main/fonts.css',
      icons: 'dist/icons.svg',
      app: 'src/main/browser/main.ts',
      'card-worker': 'src/incidents/browser/card-worker.ts',
      uploads: 'src/files/browser/main.ts',
      hasher: 'src/files/browser/hash-worker.ts',
    },
    outdir: 'dist/assets',
    entryNames: '[name]-[hash]',
    assetNames: 'fonts/[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome115', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file', '.svg': 'copy' },
    metafile: true,
    logLevel: 'warning',
  })
  const built = Object.keys(metafile.outputs).map((path) => basename(path))
  const named = (start, end) => `/assets/${built.find((name) => name.startsWith(start) && name.endsWith(end))}`
  const manifest = {
    style: named('main-', '.css'),
    fonts: named('fonts-', '.css'),
    icons: named('icons-', '.svg'),
    script: named('app-', '.js'),
    cardWorker: named('card-worker-', '.js'),
    uploads: named('uploads-', '.js'),
    hasher: named('hasher-', '.js'),
  }
  writeFileSync('dist/assets/manifest.json', JSON.stringify(manifest))
  rmSync('dist/icons.svg')
  cpSync('src/ui/icon.svg', 'dist/assets/icon.svg')
}

/** One file of every icon that a page may name, each as a symbol: fetched once, and drawn in the colour of the words beside it. */
function sprite(names) {
  const symbols = names.map((name) => {
    const icon = readFileSync(`node_modules/heroicons/24/outline/${name}.svg`, 'utf8')
    const drawing = icon
      .replace(/^[\s\S]*?<svg[^>]*>/, '')
      .replace('</svg>', '')
      .trim()
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75">${drawing}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}
