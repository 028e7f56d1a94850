import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../src/catalogue/load.ts'
import { readConfig, VARIABLES } from '../src/config.ts'
import { root } from '../src/root.ts'

const DECISIONS = 'docs/decisions'
const records = readdirSync(join(root, DECISIONS)).filter((name) => /^\d{4}-.*\.md$/.test(name))
const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
const readmes = folders.map(({ name }) => `src/${name}/README.md`)
const documents = [
  ...[
    'README.md',
    'docs/ARCHITECTURE.md',
    'docs/STYLE.md',
    'docs/glossary.md',
    'docs/security.md',
    'bench/README.md',
    'torture/README.md',
    'tests/README.md',
  ],
  ...['behind-a-proxy', 'postgresql', 'oidc', 'backup'].map((name) => `docs/how-to/${name}.md`),
  ...[`${DECISIONS}/README.md`, ...records.map((name) => `${DECISIONS}/${name}`)],
]
const readme = read('README.md')
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>

describe('the README', () => {
  test('npm start, npm test and npm run name scripts that there are', () => {
    const named = [...readme.matchAll(/npm (?:run )?([a-z]+)/g)].flatMap(([whole, name = '']) => (isOwn(whole) ? [name] : []))
    expect(new Set(named)).toEqual(new Set(['start', 'test', 'bench']))
    expect(named.filter((name) => !(name in (manifest.scripts ?? {})))).toEqual([])
  })

  test('the settings are those that the server reads, with their default', () => {
    const rows = [...readme.matchAll(/^\| (`[A-Z_]+`(?: `[A-Z_]+`)*) \|/gm)].flatMap(
      ([, names = '']) => names.match(/[A-Z_]+/g) ?? [],
    )
    expect(new Set(rows)).toEqual(new Set<string>(VARIABLES))
    const config = readConfig({}, '/somewhere')
    expect(config).toMatchObject({
      ok: true,
      value: { port: 8080, data: '/somewhere/data', databaseUrl: undefined, listen: '127.0.0.1', proxies: 0, registration: true },
    })
    expect(readme).toMatch(/^\| `PORT` \|.*\| 8080 \|$/m)
  })

  test('the counts are those of the final edition', () => {
    const { requirements, star3, star4 } = loadEdition(join(root, 'catalogue'), '2026-03-27').counts
    expect(readme).toContain(`${requirements} requirements and ${star3 + star4} criteria (${star3} for ★3)`)
  })
})

describe('what documents point at is there', () => {
  test.each([...documents, ...readmes])('links of %s', (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target)
    expect(links.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([])
  })

  test('no text holds both sides of a conflict', () => {
    const unsettled = [...documents, ...readmes].filter((path) => /^(<{7}|>{7}) /m.test(read(path)))
    expect(unsettled).toEqual([])
  })

  test.each(documents)('paths in %s', (path) => {
    const named = [...withoutFences(read(path)).matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words)
    expect(named.filter((words) => isPath(words) && !isThere(words, dirname(path)))).toEqual([])
  })
})

describe('decision records', () => {
  test('have each a number of its own and are listed', () => {
    expect(new Set(records.map((name) => name.slice(0, 4))).size).toBe(records.length)
    const list = read(`${DECISIONS}/README.md`)
    expect(records.filter((name) => !list.includes(`(${name})`))).toEqual([])
  })

  test.each(records)('%s has its four parts in at most 40 lines', (name) => {
    const text = read(`${DECISIONS}/${name}`)
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'When to revisit'])
    expect(text).toMatch(new RegExp(`^# ${name.slice(0, 4)} .+\n`))
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  })

  test('name every dependency', () => {
    const all = records.map((name) => read(`${DECISIONS}/${name}`)).join('\n')
    const { dependencies, devDependencies, optionalDependencies } = manifest
    const packages = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(packages.length).toBeGreaterThan(20)
    expect(packages.filter((name) => !all.includes(`\`${name}\``))).toEqual([])
  })
})

test.each(readmes)('%s is there and has at most 40 lines', (path) => {
  expect(existsSync(join(root, path))).toBe(true)
  expect(read(path).trimEnd().split('\n').length).toBeLessThanOrEqual(40)
})

describe('the glossary', () => {
  const rows = read('docs/glossary.md').split('\n').flatMap(toTerm)

  test('has a place for every name in code', () => {
    expect(rows.length).toBeGreaterThan(60)
    expect(rows.filter(({ names, files }) => names.length > 0 && files.length === 0).map(({ term }) => term)).toEqual([])
  })

  test.each(rows.filter(({ names }) => names.length > 0))('$term is declared where it says', ({ names, files }) => {
    const code = files.map(read).join('\n')
    expect(names.filter((name) => !isDeclared(name, code))).toEqual([])
  })

  test('would miss a name that is only used', () => {
    expect(isDeclared('state', 'const state = 1')).toBe(true)
    expect(isDeclared('state', "{ state: '' }")).toBe(true)
    expect(isDeclared('state', '// the state of the answer\nreturn answer.state')).toBe(false)
  })
})

test.each(readmes)('files that %s names are there', (path) => {
  const named = [...withoutFences(read(path)).matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words)
  const files = named.filter((words) => /^[\w./-]+\.(tsx?|mjs|json|css|sql|typ|md)$/.test(words) && !GENERIC.has(words))
  const there = filesOf(dirname(path))
  expect(files.filter((name) => !existsSync(join(root, name)) && !there.some((one) => one.endsWith(`/${name}`)))).toEqual([])
})

/** What every feature may have: a README speaks of them in general. */
const GENERIC = new Set(['index.ts', 'actions.ts', 'store.ts', 'routes.tsx', 'cli.ts', 'jobs.ts', 'letters.json'])

/** A row of the glossary: the Japanese term, its names in code, and the files that declare them. */
function toTerm(row: string): { term: string; names: string[]; files: string[] }[] {
  const [, term = '', names = '', files, , , rest] = row.split('|')
  if (files === undefined || rest === undefined || term.trim() === '日本語' || /^-+$/.test(term.trim())) return []
  const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  return [{ term: term.trim(), names: quoted(names), files: quoted(files) }]
}

/** A type, function, constant, property or literal of that name, with a small or a capital first letter. */
function isDeclared(name: string, code: string): boolean {
  const either = `(?:${name}|${name.charAt(0).toUpperCase()}${name.slice(1)})`
  return [`\\b(?:type|function|const|class|interface) ${either}\\b`, `\\b${either}\\??:`, `['"]${either}['"]`].some((pattern) =>
    new RegExp(pattern).test(code),
  )
}

function read(path: string): string {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
}

function withoutFences(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, '')
}

/** `npm packages` and `npm ci` are no scripts of ours. */
function isOwn(words: string): boolean {
  return words !== 'npm packages' && words !== 'npm ci'
}

/** A path has a slash or an ending; addresses, package names and placeholders are none. */
function isPath(words: string): boolean {
  if (!/^[\w*][\w.*/-]*$/.test(words) && !/^\.[\w/-]+$/.test(words)) return false
  return words.includes('/') || /\.(tsx?|mjs|md|json|ya?ml|css|sql|typ)$/.test(words)
}

/** A path from the root, from the document, or the end of one under `src/`; a star stands for any name, two for any folders. */
function isThere(words: string, home: string): boolean {
  if ([words, join(home, words)].some((path) => existsSync(join(root, path)))) return true
  const end = words
    .replace(/\/$/, '')
    .replaceAll('.', '\\.')
    .replaceAll('**/', '(.*/)?')
    .replaceAll(/(?<![.)])\*/g, '[^/]*')
  return [...filesOf('src'), ...filesOf('tests')].some((path) => new RegExp(`(^|/)${end}$`).test(path))
}

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`)
}
