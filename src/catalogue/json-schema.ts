import { z } from 'zod'
import { Changes, RequirementChanges } from './changes.ts'
import { Group } from './criterion.ts'
import { EditionHead, Errata } from './edition.ts'
import { Dictionary } from './english.ts'

/** The JSON Schema of the files under `catalogue/`: editors and other programs can check with it what we check on reading. */
export function catalogueSchema(): object {
  const parts = {
    group: Group,
    edition: EditionHead,
    errata: Errata,
    changes: Changes,
    requirementChanges: RequirementChanges,
    english: Dictionary,
  }
  const $defs = Object.fromEntries(Object.entries(parts).map(([name, schema]) => [name, bare(z.toJSONSchema(schema))]))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Hoshitori catalogue of requirements and criteria',
    description:
      '<edition>/<group>.yaml is a group, <edition>/edition.yaml an edition, <edition>/errata.yaml errata, changes/<from>_<to>/<group>.yaml changes, requirements.yaml beside them those of requirements, en/*.yaml the English of Japanese texts.',
    anyOf: Object.keys($defs).map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs,
  }
}

function bare(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'))
}
