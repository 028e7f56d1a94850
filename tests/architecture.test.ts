import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../src/root.ts'

const FEATURES = 'catalogue|level|quick|assessment|exchange|report|identity|account|audit-log|mail|backup|admin|demo'
/** Files of a feature that do more than decide: they read, store, serve or show. Everything else in a feature is a rule. */
const DOING =
  '(actions|[a-z-]+-actions|store|[a-z-]+-store|routes|[a-z-]+-routes|cli|jobs|load)\\.tsx?$|/pages/|/browser/|\\.(test|fixture)\\.tsx?$'
/** Adapters around one library each: pure, but they may import it. */
const ADAPTERS =
  'src/(kernel/(calendar|network|same-secret)|exchange/(workbook|write-workbook|zip|xml|code-page|csv|json|read-file)|report/(pdf|typst|workbook)|account/(passkey|totp|totp-picture|password-guess|password-hash|oidc-(client|fetch))|audit-log/node-crypto|backup/(read|write)-backup|mail/(smtp|transport|sender))\\.ts$'
const TESTS = '\\.(test|fixture)\\.tsx?$'

const sources = filesOf('src').filter((path) => !path.includes('/browser/'))
let result: ICruiseResult

beforeAll(async () => {
  process.chdir(root)
  const { output } = await cruise(
    ['src'],
    {
      tsPreCompilationDeps: true,
      tsConfig: { fileName: 'tsconfig.json' },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '/browser/' },
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
    from: { path: `^src/(kernel|${FEATURES})/`, pathNot: [DOING, ADAPTERS] },
    to: {
      pathNot: [
        `^src/(kernel|${FEATURES})/(?!pages/|browser/)[^/]+\\.ts$`,
        '^node_modules/zod/',
        '^node_modules/@types/',
        '\\.json$',
      ],
    },
  },
  {
    name: 'rule files do not reach into what does',
    severity: 'error',
    from: { path: `^src/(kernel|${FEATURES})/`, pathNot: [DOING, ADAPTERS] },
    to: { path: DOING },
  },
  {
    name: 'one feature enters another by its front doors: index, actions, the way in, the frame of its pages',
    severity: 'error',
    from: { path: `^src/(${FEATURES})/`, pathNot: [TESTS] },
    to: {
      path: `^src/(${FEATURES})/`,
      pathNot: [
        '^src/$1/',
        `^src/(${FEATURES})/(index\\.ts|actions\\.ts|[a-z-]+-actions\\.ts|jobs\\.ts|enter-routes\\.tsx|pages/frame\\.tsx)$`,
      ],
    },
  },
  {
    name: 'a store takes the handle it is given',
    severity: 'error',
    from: { path: ['/store\\.ts$', '-store\\.ts$'] },
    to: { path: '^src/(db|ground|http|ui|cli)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only routes and pages know the web',
    severity: 'error',
    from: { path: `^src/(kernel|${FEATURES})/`, pathNot: ['routes\\.tsx?$', '/pages/', '/browser/', TESTS] },
    to: { path: '^src/(http|ui)/' },
  },
  {
    name: 'no cycles',
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

  test('rule files have no clock, chance, environment or network', () => {
    const rules = sources.filter(
      (path) => new RegExp(`^src/(kernel|${FEATURES})/`).test(path) && !new RegExp(`${DOING}|${ADAPTERS}`).test(path),
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
    const allowed = /(actions|jobs|cli)\.ts$|^src\/(db|cli)\/|\.(test|fixture)\.tsx?$/
    expect(openers.filter((path) => !allowed.test(path))).toEqual([])
  })
})

describe('sizes', () => {
  const lengths = filesOf('src').map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length }))

  test('a file over 300 lines needs a reason written here', () => {
    const reasons: Record<string, string> = {}
    expect(lengths.filter(({ path, lines }) => lines > 300 && !(path in reasons) && !/\.test\.tsx?$/.test(path))).toEqual([])
  })

  test('a source file has 100 lines on average at most', () => {
    const own = lengths.filter(({ path }) => !/\.test\.tsx?$/.test(path))
    expect(own.reduce((sum, { lines }) => sum + lines, 0) / own.length).toBeLessThan(100)
  })
})

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path}`)
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
}
