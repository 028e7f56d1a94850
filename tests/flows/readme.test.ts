import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../../src/root.ts'
import { mayCost } from '../costs.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const lines = [...readme.matchAll(/^```sh run\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.trim().split('\n'))
const folder = mkdtempSync(join(tmpdir(), 'hoshitori-readme-'))
writeFileSync(join(folder, 'answers.csv'), '番号,自己評価,理由\n1-2-1-1,○,役員会で決めた\n1-2-1-2,△,一覧が古い\n1-2-1-3,×,\n')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
// Every command of the README is a program of its own.
mayCost({ processes: 8 })

describe('the commands of the README', () => {
  test('cover every command that ends by itself', () => {
    for (const name of ['catalogue', 'level', 'assess']) expect(lines.join('\n')).toContain(`bin/hoshitori ${name} `)
  })

  test.each(lines)('%s', (line) => {
    expect(line).toMatch(/^bin\/hoshitori /)
    const command = line.replace(/^bin\/hoshitori/, '"$HOSHITORI"')
    const env = { ...process.env, HOSHITORI: join(root, 'bin/hoshitori') }
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' })
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    const [, kept] = />\s*(\S+)$/.exec(line) ?? []
    expect((kept ? readFileSync(join(folder, kept), 'utf8') : stdout).length).toBeGreaterThan(20)
    const [, out] = /--out (\S+)/.exec(line) ?? []
    if (out) expect(readdirSync(join(folder, out)).toSorted()).toEqual(['assessment.json', 'report.pdf', 'report.xlsx'])
  })
})
