import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parseYaml } from 'js-yaml'
import type { z } from 'zod'
import { type Change, Changes } from './changes.ts'
import { Group } from './criterion.ts'
import { type Edition, EditionHead, type EditionId, Errata } from './edition.ts'

const editions = new Map<string, Edition>()
const maps = new Map<string, Change[]>()

/** Reads an edition from its YAML folder, checked against the schema, once per process. Throws on data that does not fit. */
export function loadEdition(folder: string, id: EditionId): Edition {
  const known = editions.get(`${folder}/${id}`)
  if (known) return known
  const home = join(folder, id)
  const head = read(join(home, 'edition.yaml'), EditionHead)
  const groups = numberedFiles(home).map((file) => read(join(home, file), Group))
  const requirements = groups.flatMap((group) => group.requirements)
  const edition = {
    ...head,
    groups,
    requirements,
    criteria: requirements.flatMap((requirement) => requirement.criteria),
    errata: read(join(home, 'errata.yaml'), Errata),
  }
  editions.set(`${folder}/${id}`, edition)
  return edition
}

/** Reads the map between two editions, once per process, in the order of the newer one; nothing where there is none. */
export function loadChanges(folder: string, from: EditionId, to: EditionId): Change[] | undefined {
  const home = join(folder, 'changes', `${from}_${to}`)
  const known = maps.get(home)
  if (known) return known
  if (!existsSync(home)) return undefined
  const changes = numberedFiles(home).flatMap((file) => read(join(home, file), Changes))
  maps.set(home, changes)
  return changes
}

function numberedFiles(home: string): string[] {
  return readdirSync(home)
    .filter((file) => /^\d.*\.yaml$/.test(file))
    .sort()
}

function read<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseYaml(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}`, { cause: parsed.error })
}
