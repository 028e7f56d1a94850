import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../root.ts'

/** Where the build put the style sheet and the script, by names that change with their content. */
export const assets = readManifest(join(root, 'dist/assets/manifest.json'))

function readManifest(path: string): { style: string; script: string } {
  if (!existsSync(path)) return { style: '/assets/main.css', script: '/assets/main.js' }
  return z.object({ style: z.string(), script: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8')))
}
