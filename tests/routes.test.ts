import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { features } from '../src/main/features.ts'
import { ACTS, isAct, type Role } from '../src/roles/permissions.ts'
import { root } from '../src/root.ts'
import { type RouteEntry, routesOf } from '../src/web/router.ts'
import { testContext } from './context.ts'
import { testApp } from './web.ts'

/** Every route, as `docs/routes.md` lists them. `npm run routes` writes it anew. */
const routes = routesOf(testApp(testContext({} as never), features))
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /routes\.tsx$/.test(path))
  .map((path) => ({ path: `src/${path}`, text: readFileSync(join(root, 'src', path), 'utf8') }))

test('docs/routes.md lists every route with what it needs, who may, and where it is', async () => {
  expect(routes.length).toBeGreaterThan(120)
  await expect(toDocument(routes)).toMatchFileSnapshot('../docs/routes.md')
})

function toDocument(entries: readonly RouteEntry[]): string {
  const rows = entries.map((entry) => [entry.method, `\`${entry.path}\``, entry.need, whoMay(entry.need), filesOf(entry)])
  const table = [['method', 'path', 'needs', 'who may', 'file'], ['---', '---', '---', '---', '---'], ...rows]
  return `${HEAD}\n${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

function whoMay(need: RouteEntry['need']): string {
  if (!isAct(need)) return WITHOUT_ROLE[need]
  const roles = Object.entries(ACTS[need].may) as [Role, string][]
  return roles.map(([role, extent]) => (extent === 'all' ? role : `${role} (${extent})`)).join(', ')
}

/** The file that adds the route: the only one of ours that names its path beside the method. */
function filesOf({ method, path }: RouteEntry): string {
  const added = new RegExp(`\\.${method.toLowerCase()}\\(\\s*'${path}'`)
  const found = files.filter(({ text }) => added.test(text)).map((file) => `\`${file.path}\``)
  if (found.length === 0) throw new Error(`no file adds ${method} ${path} by its whole path`)
  return found.join(', ')
}

const WITHOUT_ROLE: Record<Exclude<RouteEntry['need'], keyof typeof ACTS>, string> = {
  anyone: 'anyone',
  session: 'whoever is signed in',
  account: 'whoever signed in by a key of their own',
  'account-now': 'the same, proved within 15 minutes',
  'account-proved': 'the same, proved for this act alone',
}

const HEAD = `# Routes

Written by \`npm run routes\` from the routes themselves; \`tests/routes.test.ts\` fails where it is not true. They are tried in this order.
An act of \`src/roles/permissions.json\` needs somebody in the organisation with one of the roles; \`(assigned)\` and \`(engaged)\` say how
far it reaches. The same act is asked once more by the action.
`
