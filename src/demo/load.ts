import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parseYaml } from 'js-yaml'
import type { z } from 'zod'
import { root } from '../root.ts'
import { Answers, Cast, type World } from './world.ts'

const HOME = join(root, 'src', 'demo', 'world')
let world: World | undefined

/** Reads the demo world from its YAML files, checked against the schema, once per process. Throws on data that does not fit. */
export function loadWorld(): World {
  world ??= {
    firms: read('cast', Cast).firms.map((firm) => ({
      ...firm,
      assessments: firm.assessments.map((assessment) => ({ ...assessment, ...read(assessment.key, Answers) })),
    })),
  }
  return world
}

function read<T>(name: string, schema: z.ZodType<T>): T {
  const path = join(HOME, `${name}.yaml`)
  const parsed = schema.safeParse(parseYaml(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}`, { cause: parsed.error })
}
