import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'esbuild'

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
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'linked',
    logLevel: 'warning',
  })
  const { metafile } = await build({
    entryPoints: { main: 'src/main/style.css', app: 'src/main/browser/main.ts' },
    outdir: 'dist/assets',
    entryNames: '[name]-[hash]',
    assetNames: 'fonts/[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome115', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file' },
    metafile: true,
    logLevel: 'warning',
  })
  const built = Object.keys(metafile.outputs).map((path) => basename(path))
  const named = (start, end) => `/assets/${built.find((name) => name.startsWith(start) && name.endsWith(end))}`
  writeFileSync('dist/assets/manifest.json', JSON.stringify({ style: named('main-', '.css'), script: named('app-', '.js') }))
  cpSync('src/ui/icon.svg', 'dist/assets/icon.svg')
}
