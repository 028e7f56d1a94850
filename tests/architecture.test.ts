import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../src/root.ts'

/** What several features need stands below them; each is entered by any of its files. */
const PLUMBING = ['kernel', 'db', 'roles', 'ui', 'web', 'cli', 'sheets', 'standing']
/** Each feature is entered by its index (rules and types) and its actions; `main` composes their routes, commands and jobs. */
const FEATURES =
  'catalogue|crosswalk|measures|issues|tasks|plan|approval|management|level|quick|assessment|exchange|statement|report|organisation|joining|engagement|provider|account/credentials|account/attempts|account/sign-in|account/factors|account/profile|log|mail|backup|admin|demo|search|home|digest|pack|duties|facts|files|templates|evidence|documents|records|events|registers|incidents'
/** Files of a feature that do more than decide: they read, store, serve or show. Everything else in a feature is a rule. */
const DOING =
  '(actions|[a-z-]+-actions|store|[a-z-]+-store|routes|[a-z-]+-routes|cli|jobs|load|enter)\\.tsx?$|/pages/|/browser/|\\.(test|fixture)\\.tsx?$'
/** Adapters around one library each: pure, but they may import it. */
const ADAPTERS =
  'src/(duties/calendar-file|facts/(cvss|digest)|evidence/(pdf|preview)|templates/to-docx|files/(clamd|keys|local-blobs|s3-blobs|sealing)|kernel/(calendar|holidays|network|same-secret)|exchange/(json|read-file)|report/(pdf|typst)|account/factors/(passkey|totp)|account/credentials/(password-guess|password-hash)|provider/(client|fetch)|log/(node-crypto|syslog-transport)|backup/(read|write)-backup|mail/(smtp|transport|sender)|catalogue/catalogue)\\.ts$'
const TESTS = '\\.(test|fixture)\\.tsx?$'
const RULES_OF_OTHERS = `^src/(kernel|roles)/|^src/standing/status\\.ts$|^src/sheets/|^src/(${FEATURES})/(?!pages/|browser/)(?:formats/)?[^/]+\\.ts$`

const sources = filesOf('src')
let result: ICruiseResult

beforeAll(async () => {
  process.chdir(root)
  const { output } = await cruise(
    ['src'],
    {
      tsPreCompilationDeps: true,
      tsConfig: { fileName: 'tsconfig.json' },
      doNotFollow: { path: 'node_modules' },
      validate: true,
      ruleSet: { forbidden: RULES },
    },
    { extensions: ['.ts', '.tsx', '.js'] },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text instead of a result')
  result = output
}, 60_000)

const RULES: IForbiddenRuleType[] = [
  {
    name: 'rule files import only rule files, the kernel and the schema library',
    severity: 'error',
    from: { path: `^src/(kernel|roles|${FEATURES})/`, pathNot: [DOING, ADAPTERS] },
    to: { pathNot: [RULES_OF_OTHERS, '^node_modules/zod/', '^node_modules/@types/', '\\.json$'] },
  },
  {
    name: 'rule files do not reach into what does',
    severity: 'error',
    from: { path: `^src/(kernel|roles|${FEATURES})/`, pathNot: [DOING, ADAPTERS] },
    to: { path: DOING },
  },
  {
    name: 'a feature is entered by its two entry points, index and actions; signing in by enter, too',
    severity: 'error',
    from: { path: `^src/(${FEATURES}|${PLUMBING.join('|')})/`, pathNot: [TESTS] },
    to: {
      path: `^src/(${FEATURES})/`,
      pathNot: ['^src/$1/', `^src/(${FEATURES})/(index|actions)\\.ts$`, '^src/account/sign-in/enter\\.ts$'],
    },
  },
  {
    name: 'main composes: routes, commands, jobs, scripts and the words of the log, besides the entry points',
    severity: 'error',
    from: { path: '^src/main', pathNot: [TESTS] },
    to: {
      path: `^src/(${FEATURES})/`,
      pathNot: [
        '/(index|actions|cli|jobs|load|event-words)\\.ts$',
        '/(routes|[a-z-]+-routes)\\.tsx$',
        '/browser/',
        '^src/mail/(smtp|letter)\\.ts$',
      ],
    },
  },
  {
    name: 'a store takes the handle it is given',
    severity: 'error',
    from: { path: ['/store\\.ts$', '-store\\.ts$'] },
    to: { path: '^src/(db|context|web|ui|cli|main)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only routes and pages know the web',
    severity: 'error',
    from: {
      path: `^src/(kernel|roles|${FEATURES})/`,
      pathNot: ['routes\\.tsx?$', '/enter\\.ts$', '/pages/', '/browser/', TESTS],
    },
    to: { path: '^src/(web|ui)/' },
  },
  {
    name: 'no cycles of files',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
]

describe('the house', () => {
  test('every source file was seen', () => {
    const seen = result.modules.map((module) => module.source).filter((path) => path.startsWith('src/'))
    expect(sources.filter((path) => !seen.includes(path))).toEqual([])
    expect(seen.length).toBeGreaterThan(90)
  })

  test('no rule of the house is broken', () => {
    const broken = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
    expect([...new Set(broken)]).toEqual([])
  })

  test('no cycle of folders, types and scripts of the browser included', () => {
    const edges = new Map<string, Set<string>>()
    for (const { source, dependencies } of result.modules) {
      if (!source.startsWith('src/') || new RegExp(TESTS).test(source)) continue
      for (const { resolved } of dependencies) {
        if (!resolved.startsWith('src/') || folderOf(resolved) === folderOf(source)) continue
        edges.set(folderOf(source), (edges.get(folderOf(source)) ?? new Set()).add(folderOf(resolved)))
      }
    }
    expect(edges.size).toBeGreaterThan(25)
    expect(cycleIn(edges)).toEqual([])
  })

  test('rule files have no clock, chance, environment or network', () => {
    const rules = sources.filter(
      (path) => new RegExp(`^src/(kernel|roles|${FEATURES})/`).test(path) && !new RegExp(`${DOING}|${ADAPTERS}`).test(path),
    )
    const forbidden = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bfetch\(|\brandomUUID\b/
    expect(rules.filter((path) => forbidden.test(readFileSync(join(root, path), 'utf8')))).toEqual([])
    expect(rules.length).toBeGreaterThan(40)
  })

  test('only main and the commands it hands the environment to read it', () => {
    const readers = sources.filter(
      (path) => /\bprocess\.env\b/.test(readFileSync(join(root, path), 'utf8')) && !/\.(test|fixture)\./.test(path),
    )
    expect(readers).toEqual(['src/main.ts'])
  })

  test('only actions, jobs and commands open transactions', () => {
    const openers = sources.filter((path) => /\.transact\(/.test(readFileSync(join(root, path), 'utf8')))
    const allowed = /(actions|jobs|cli)\.ts$|^src\/(db|cli|main)\/|\.(test|fixture)\.tsx?$/
    expect(openers.filter((path) => !allowed.test(path))).toEqual([])
  })
})

describe('what a form sends', () => {
  const program = sources
    .filter((path) => !new RegExp(TESTS).test(path) && !path.includes('/browser/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  /** Where a pattern stands, but for the files that it is of. */
  const found = (pattern: RegExp, but: readonly string[]) =>
    program
      .filter(({ path }) => !but.includes(path))
      .flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`))

  test('is taken from the request at one place, before any route', () => {
    const readers = /\breq\.(parseBody|formData|json|text|arrayBuffer|blob|raw)\b|get\('brought'\)|\bFormData\(/g
    const bodies = ['src/web/body-limits.tsx', 'src/web/body.ts', 'src/web/form.ts']
    // Commands on the socket bring no form.
    expect(found(readers, [...bodies, 'src/main/control.ts'])).toEqual([])
    expect(found(readers, []).length).toBeGreaterThan(5)
  })

  test('is read by its schema, through one reader', () => {
    const read = /(?<=\b(typedOf|readForm)\([\w.]+, )(formOf|formInAddress)\(c\)/g
    const otherwise = /(?<!\b(typedOf|readForm)\([\w.]+, )\b(formOf|formInAddress)\(/g
    expect(found(otherwise, ['src/web/form.ts'])).toEqual([])
    expect(found(read, []).length).toBeGreaterThan(40)
    // Only what is sent again once somebody proved who they are, or signed in, is kept as it came.
    const whole = ['src/web/form.ts', 'src/web/refused.tsx', 'src/web/sent-form.ts', 'src/account/factors/step-up-routes.tsx']
    expect(found(/\b(typedIn|sentParts)\(/g, whole)).toEqual([])
  })
})

test('no test looks at the clock to pass: what takes how long is in bench/', () => {
  const tests = [...filesOf('src'), ...filesOf('tests')].filter(
    (path) => /\.test\.tsx?$/.test(path) && path !== 'tests/architecture.test.ts',
  )
  expect(tests.length).toBeGreaterThan(100)
  expect(tests.filter((path) => /performance\.now\(/.test(readFileSync(join(root, path), 'utf8')))).toEqual([])
})

describe('sizes', () => {
  const lengths = filesOf('src').map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length }))

  test('a file over 300 lines needs a reason written here', () => {
    const reasons: Record<string, string> = {}
    expect(lengths.filter(({ path, lines }) => lines > 300 && !(path in reasons) && !/\.test\.tsx?$/.test(path))).toEqual([])
  })
})

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path}`)
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
}

/** The feature, or what several need: `src/account/factors/…` → `account/factors`. */
function folderOf(path: string): string {
  return /^src\/(account\/[^/]+(?=\/)|[^/]+)/.exec(path)?.[1] ?? path
}

/** The first way found that leads from a folder back to itself; empty where there is none. */
function cycleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>()
  const visit = (folder: string, trail: readonly string[]): string[] => {
    if (trail.includes(folder)) return [...trail.slice(trail.indexOf(folder)), folder]
    if (done.has(folder)) return []
    for (const next of edges.get(folder) ?? []) {
      const cycle = visit(next, [...trail, folder])
      if (cycle.length > 0) return cycle
    }
    done.add(folder)
    return []
  }
  for (const folder of edges.keys()) {
    const cycle = visit(folder, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
