import { expect, test } from 'vitest'
import { judge } from '../scripts/audit.mjs'

const flaw = (name: string, severity: string, fixAvailable = true) => ({
  [name]: { name, severity, range: '<2.0.1', fixAvailable },
})
const told = (...flaws: object[]) => JSON.stringify({ auditReportVersion: 2, vulnerabilities: Object.assign({}, ...flaws) })

test.each<[string, string, boolean, string]>([
  ['without flaws', told(), false, 'No library has a known flaw'],
  ['with a small one', told(flaw('hono', 'low')), false, 'No library has a known flaw'],
  ['with a great one', told(flaw('hono', 'low'), flaw('pg', 'high')), true, 'pg <2.0.1: high; a newer one mends it'],
  ['with one that nothing mends', told(flaw('pg', 'critical', false)), true, 'pg <2.0.1: critical; nothing mends it yet'],
  [
    'of nobody',
    '{"message": "connect ECONNREFUSED", "error": {"summary": ""}}',
    false,
    'could not be asked for: connect ECONNREFUSED',
  ],
  ['of a registry that says nothing', '', false, 'could not be asked for: npm gave no answer'],
])('the audit %s', (_, said, failed, words) => {
  expect(judge(said)).toEqual({ failed, words: expect.stringContaining(words) })
})
