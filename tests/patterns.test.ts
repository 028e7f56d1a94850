import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { root } from '../src/root.ts'

/** What a pattern costs on text that nothing in it fits: more than in proportion to the text's length, or not. */
function isSlow(source: string, flags: string): boolean {
  return analyse({ source, flags }).reports.length > 0
}

/** A pattern whose characters come from data is one character of them, and nothing that repeats. */
const ONE_CHARACTER = /^new RegExp\(`\[\$\{.*\}\](?:\|\\\\p\{\w+\})?`, '\w+'\)$/

const { literals, made } = patternsOf('src')

test('no pattern of the program takes more time than in proportion to what a stranger sends', () => {
  expect(literals.length).toBeGreaterThan(200)
  expect(literals.filter(({ source, flags }) => isSlow(source, flags)).map(({ where, source }) => `${where}: ${source}`)).toEqual(
    [],
  )
  expect(made.filter(({ text }) => !ONE_CHARACTER.test(text))).toEqual([])
})

test.each([
  [String.raw`^\s*(commit|rollback)\s*;?\s*$`],
  ['[.,;:]+$'],
  [String.raw`^\s*(?:(.*?)\s*<([^<>]*)>)\s*$`],
  ['^(a+)+$'],
])('%s would be found', (source) => {
  expect(isSlow(source, '')).toBe(true)
})

/** Every regular expression under a folder but those of tests: as it is written, or the text of what makes it. */
function patternsOf(folder: string) {
  const literals: { where: string; source: string; flags: string }[] = []
  const made: { where: string; text: string }[] = []
  for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(path) || /\.(test|fixture)\./.test(path)) continue
    const text = readFileSync(join(root, folder, path), 'utf8')
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      const where = () => `${folder}/${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        literals.push({ where: where(), source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
      }
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp')
        made.push({ where: where(), text: node.getText() })
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return { literals, made }
}
