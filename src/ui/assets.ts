import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../root.ts'

const MANIFEST = z.object({
  style: z.string(),
  fonts: z.string(),
  icons: z.string(),
  script: z.string(),
  /** The service worker that keeps the first-hour card. */
  cardWorker: z.string(),
  /** The script of pages on which files are sent, and the one of its thread. */
  uploads: z.string(),
  hasher: z.string(),
})

/** Where the build put style sheets, icons and the scripts, by names that change with their content. */
export const assets = readManifest(join(root, 'dist/assets/manifest.json'))

function readManifest(path: string): z.infer<typeof MANIFEST> {
  if (existsSync(path)) return MANIFEST.parse(JSON.parse(readFileSync(path, 'utf8')))
  return {
    style: '/assets/main.css',
    fonts: '/assets/fonts.css',
    icons: '/assets/icons.svg',
    script: '/assets/app.js',
    cardWorker: '/assets/card-worker.js',
    uploads: '/assets/uploads.js',
    hasher: '/assets/hasher.js',
  }
}
