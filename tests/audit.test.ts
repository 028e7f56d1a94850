import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { judge } from '../scripts/audit.mjs'
import { root } from '../src/root.ts'
import { mayCost } from './costs.ts'

// npm asks a registry of the test's own, once for each answer that it may give.
mayCost({ processes: 4 })

const flaw = (name: string, severity: string, fixAvailable = true) => ({
  [name]: { name, severity, range: '<2.0.1', fixAvailable },
})
const told = (...flaws: object[]) => JSON.stringify({ auditReportVersion: 2, vulnerabilities: Object.assign({}, ...flaws) })

test.each<[string, string, string, string]>([
  ['without flaws', told(), 'clean', 'no library has a known flaw'],
  ['with a small one', told(flaw('hono', 'low')), 'clean', 'no library has a known flaw'],
  ['with a great one', told(flaw('hono', 'low'), flaw('pg', 'high')), 'flawed', 'pg <2.0.1: high; a newer one mends it'],
  ['with one that nothing mends', told(flaw('pg', 'critical', false)), 'flawed', 'pg <2.0.1: critical; nothing mends it yet'],
  ['of nobody', '{"message": "connect ECONNREFUSED", "error": {"summary": ""}}', 'not asked', 'connect ECONNREFUSED'],
  ['of a registry that says nothing', '', 'not asked', 'npm gave no answer'],
])('the audit %s', (_, said, result, words) => {
  expect(judge(said)).toEqual({ result, words: expect.stringContaining(words) })
})

describe('a registry that', () => {
  const known = { pg: [{ id: 1, url: 'https://example.jp/1', title: 'a flaw', severity: 'high', vulnerable_versions: '*' }] }
  test.each<[string, number, object, string[], number, string]>([
    ['knows nothing', 200, {}, [], 0, 'no library has a known flaw'],
    ['knows a flaw', 200, known, [], 1, 'pg : high; nothing mends it yet'],
    ['answers no such question', 405, {}, [], 2, 'NOT ASKED'],
    ['answers none, which is to fail nothing', 405, {}, ['--if-asked'], 0, 'NOT ASKED'],
  ])('%s', async (_, status, advisories, options, code, words) => {
    const asked: string[] = []
    const registry = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      const isBulk = request.url === '/-/npm/v1/security/advisories/bulk'
      response.writeHead(isBulk ? status : 404, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(isBulk ? advisories : {}))
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => registry.once('listening', resolve))
    const address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`
    const env = { ...process.env, npm_config_registry: address }
    const ended = await new Promise<{ code: unknown; stdout: string }>((resolve) => {
      execFile(process.execPath, ['scripts/audit.mjs', ...options], { cwd: root, env }, (fault, stdout) =>
        resolve({ code: fault ? fault.code : 0, stdout }),
      )
    })
    registry.close()
    expect(asked).toContain('POST /-/npm/v1/security/advisories/bulk')
    expect(ended).toEqual({ code, stdout: expect.stringContaining(words) })
  })
})
