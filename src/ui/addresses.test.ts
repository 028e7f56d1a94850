import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.ts'

/** The entrance, the demo, what chooses an organisation, and what is read or checked by a personal link are outside of any. */
const OUTSIDE =
  /^\/(sign-in|sign-out|signed-in|register|reset|step-up|seat|demo|mail|invitations|read|check|assets|account\/email)\b/
const WRITTEN = /(?:\b(?:href|action|formaction|whole)=["{]`?|\bhref: ['`]|\baction: ['`])(\/[^"'`{]*)/g

test('pages write addresses by view.to, so that they stay in the organisation', () => {
  const pages = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx$/.test(path) && !/\.(test|fixture)\./.test(path),
  )
  const byHand = pages.flatMap((path) =>
    [...readFileSync(join(root, 'src', path), 'utf8').matchAll(WRITTEN)].flatMap(([, address = '']) =>
      OUTSIDE.test(address) ? [] : [`${path}: ${address}`],
    ),
  )
  expect(pages.length).toBeGreaterThan(80)
  expect(byHand).toEqual([])
})

test('routes go on by goTo', () => {
  const routes = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => /routes\.tsx$/.test(path))
  const byHand = routes.flatMap((path) =>
    [...readFileSync(join(root, 'src', path), 'utf8').matchAll(/c\.redirect\(\s*['`](\/[^'`]*)/g)].flatMap(([, address = '']) =>
      address === '/' || OUTSIDE.test(address) ? [] : [`${path}: ${address}`],
    ),
  )
  expect(byHand).toEqual([])
})
