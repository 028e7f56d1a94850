import { writeFileSync } from 'node:fs'
import { catalogueSchema } from '../src/catalogue/json-schema.ts'

/** Writes `catalogue/schema.json` from the schema in `src/catalogue`. Run with `npx tsx scripts/catalogue-schema.mjs`. */
writeFileSync('catalogue/schema.json', `${JSON.stringify(catalogueSchema(), null, 2)}\n`)
