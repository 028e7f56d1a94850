import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readYaml } from '../yaml-file.ts'
import { English, Examples, inEnglish, Template, type Templates } from './template.ts'

const known = new Map<string, Templates>()

/** Reads the templates of the catalogue's folder, checked against the schema, once per process. Throws on data that does not fit. */
export function loadTemplates(folder: string): Templates {
  const home = join(folder, 'templates')
  const read = known.get(home)
  if (read) return read
  const files = readdirSync(home).filter((name) => name.endsWith('.yaml'))
  const templates = files.toSorted().map((file) => readYaml(join(home, file), Template))
  const translated = join(folder, 'en/templates')
  const examples = readYaml(join(translated, 'examples.yaml'), Examples)
  const english = templates.map((template) =>
    inEnglish(template, readYaml(join(translated, `${template.id}.yaml`), English), examples),
  )
  const loaded = { templates, english }
  known.set(home, loaded)
  return loaded
}
