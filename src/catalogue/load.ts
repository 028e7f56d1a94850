import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { numberedFiles, readYaml } from '../yaml-file.ts'
import { Changes, type EditionChanges, RequirementChanges } from './changes.ts'
import { Group } from './criterion.ts'
import { type Edition, EditionHead, type EditionId, type EditionTexts, Errata, type Erratum } from './edition.ts'
import { Dictionary, inEnglish } from './english.ts'

const editions = new Map<string, Edition>()
const maps = new Map<string, EditionChanges>()
const dictionaries = new Map<string, ReadonlyMap<string, string>>()

/** Reads an edition from its YAML folder, checked against the schema, once per process. Throws on data that does not fit. */
export function loadEdition(folder: string, id: EditionId): Edition {
  const known = editions.get(`${folder}/${id}`)
  if (known) return known
  const home = join(folder, id)
  const texts = {
    head: readYaml(join(home, 'edition.yaml'), EditionHead),
    groups: numberedFiles(home).map((file) => readYaml(join(home, file), Group)),
    errata: readYaml(join(home, 'errata.yaml'), Errata),
  }
  const edition = { ...whole(texts), english: whole(inEnglish(texts, readDictionary(folder, OF_EDITIONS))) }
  editions.set(`${folder}/${id}`, edition)
  return edition
}

/** The English of the Japanese texts of editions, measures and crosswalk, once per process. A text that stands in several places has one English here. */
export function loadDictionary(folder: string): ReadonlyMap<string, string> {
  return readDictionary(folder, /\.yaml$/)
}

/** What an edition needs of it: every start reads this, and leaves the rest to the commands that show it. */
const OF_EDITIONS = /^(?:\d.*|edition|errata)\.yaml$/

function readDictionary(folder: string, wanted: RegExp): ReadonlyMap<string, string> {
  const home = join(folder, 'en')
  const known = dictionaries.get(`${home} ${wanted}`)
  if (known) return known
  const files = readdirSync(home).filter((file) => wanted.test(file))
  const entries = files.flatMap((file) => Object.entries(readYaml(join(home, file), Dictionary)))
  const dictionary = new Map(entries)
  if (dictionary.size < entries.length) throw new Error(`${home}: a text stands in two files`)
  dictionaries.set(`${home} ${wanted}`, dictionary)
  return dictionary
}

function whole({ head, groups, errata }: { head: EditionHead; groups: Group[]; errata: Erratum[] }): EditionTexts {
  const requirements = groups.flatMap((group) => group.requirements)
  return { ...head, groups, requirements, criteria: requirements.flatMap(({ criteria }) => criteria), errata }
}

/** Reads the map between two editions, once per process; nothing where there is none. */
export function loadChanges(folder: string, from: EditionId, to: EditionId): EditionChanges | undefined {
  const home = join(folder, 'changes', `${from}_${to}`)
  const known = maps.get(home)
  if (known) return known
  if (!existsSync(home)) return undefined
  const changes = {
    criteria: numberedFiles(home).flatMap((file) => readYaml(join(home, file), Changes)),
    requirements: readYaml(join(home, 'requirements.yaml'), RequirementChanges),
  }
  maps.set(home, changes)
  return changes
}
