import { readdirSync, readFileSync } from 'node:fs'
import { load as parseYaml } from 'js-yaml'
import type { z } from 'zod'

/** Reads a YAML file of data, checked against its schema. Throws with the file and the first place that does not fit. */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseYaml(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}`, { cause: parsed.error })
}

/** The names of the YAML files in a folder whose names begin with a number, in their order. */
export function numberedFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /^\d.*\.yaml$/.test(file))
    .sort()
}
