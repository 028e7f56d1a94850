import { writeFileSync } from 'node:fs'
import { catalogueSchema } from '../src/catalogue/json-schema.ts'
import { measuresSchema } from '../src/measures/measure.ts'
import { registersSchema } from '../src/registers/register.ts'

/** Writes the schemas of the files under `catalogue/` from the code. Run with `npx tsx scripts/catalogue-schema.mjs`. */
write('catalogue/schema.json', catalogueSchema())
write('catalogue/measures/schema.json', measuresSchema())
write('catalogue/registers/schema.json', registersSchema())

function write(path, schema) {
  writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`)
}
