import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import { root } from '../root.ts'
import { judge } from './judge.ts'
import { readFactFile } from './read-file.ts'
import { readText, SAMPLES, sample, textOf } from './samples.fixture.ts'
import { suggestionsOf } from './suggest.ts'

const AT = '2026-03-27'
const judged = (...files: string[]) => judge(files.map(sample), AT)
const suggested = (...files: string[]) => suggestionsOf(judged(...files), files.map(sample))

describe('reading', () => {
  test.each(SAMPLES)('$file is known by its content as $format, and all of it is understood', (one) => {
    const read = readText(one.text, one.file)
    expect({
      format: read.format,
      devices: read.devices.length,
      findings: read.findings.length,
      reference: read.reference.length,
    }).toEqual({
      format: one.format,
      devices: one.devices,
      findings: one.findings,
      reference: one.reference ?? 0,
    })
    expect(read.notUnderstood).toEqual([])
  })

  test('scores of versions stand apart, each with its vector', () => {
    expect(sample('scan.nessus').findings[0]?.scores.map(({ version, score }) => [version, score])).toEqual([
      ['2.0', 4.3],
      ['3.1', 9.8],
    ])
  })

  test.each([
    ['CVSS:3.1/AV:X/AC:L', 'a metric that does not exist'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AV:L', 'a metric given twice'],
    ['nonsense', 'no vector at all'],
  ])('a bad vector (%s: %s) costs the vector alone, and is told', (vector) => {
    const text = textOf('scan.nessus').replace(/(?<=<cvss3_vector>)[^<]*/, vector)
    const read = readText(text.replace('</cvss3_vector>', '</cvss3_vector><cvss3_base_score>9.8</cvss3_base_score>'))
    expect(read.findings).toHaveLength(3)
    expect(read.findings[0]?.scores.find(({ version }) => version === '3')).toEqual({ version: '3', score: 9.8, vector: null })
    expect(read.notUnderstood.map(({ at }) => at)).toEqual(['line 3'])
  })

  test('an element that the format does not know, and an entity that nobody defined, cost themselves', () => {
    const text = textOf('scan.nessus').replace('<cve>', '<novelty>x</novelty><synopsis>&lol;</synopsis><cve>')
    const read = readText(text)
    expect(read.findings[0]?.cve).toEqual(['CVE-2030-0001'])
    expect(read.notUnderstood.map(({ seen }) => seen).toSorted()).toEqual(['&…;', 'novelty'])
  })

  test('an XML file that breaks off keeps what came before, and says where; a definition of entities ends it', () => {
    const whole = textOf('scan.nessus')
    const cut = readText(whole.slice(0, whole.indexOf('pluginID="1003"')))
    expect(cut.findings).toHaveLength(2)
    expect(cut.notUnderstood.map(({ words }) => words.en)).toEqual([expect.stringContaining('breaks off')])
    const bomb = readText(`<!DOCTYPE r [<!ENTITY a "${'x'.repeat(99)}"><!ENTITY b "&a;&a;">]>${whole}`)
    expect([bomb.findings.length, bomb.notUnderstood.length]).toEqual([0, 1])
  })

  test('what is wrong in one entry of JSON costs that field or entry', () => {
    const trivy = JSON.parse(textOf('trivy.json'))
    trivy.Results[0].Vulnerabilities.push(17, { VulnerabilityID: 'CVE-2030-0099' })
    trivy.Results[0].Vulnerabilities[0].Severity = 'PURPLE'
    const read = readText(JSON.stringify(trivy))
    expect(read.findings).toHaveLength(2)
    expect(read.notUnderstood.map(({ at }) => at)).toEqual([
      '/Results/0/Vulnerabilities/1',
      '/Results/0/Vulnerabilities/0/Severity',
      '/Results/0/Vulnerabilities/2',
    ])
  })

  test('Japanese Windows writes in code page 932', () => {
    const text = textOf('systeminfo.txt')
    const read = readText(iconv.encode(text, 'cp932'))
    expect(read.devices).toMatchObject([
      { name: 'PC-KEIRI01', addresses: ['PC-KEIRI01', '192.0.2.31'], os: 'Microsoft Windows 10 Pro build 19045' },
    ])
    expect(read.updates[0]?.hotfixes.map(({ id }) => id)).toEqual(['KB5011048', 'KB5015684'])
  })

  test('what no tool wrote is refused in words', () => {
    const codes = [
      '',
      'hello',
      '{"a":1}',
      '{"matches":',
      `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`,
      '<html></html>',
      'Plugin ID,Name\n1,"open',
    ].map((text) => {
      const outcome = readFactFile({ name: 'x', bytes: Buffer.from(text) })
      return outcome.ok ? 'read' : outcome.refusals[0].code
    })
    expect(codes).toEqual([
      'empty-file',
      'not-readable',
      'not-readable',
      'damaged-file',
      'damaged-file',
      'not-readable',
      'unclosed-quote',
    ])
  })
})

describe('the clock of 4-4-4-2', () => {
  test('runs from the release of the update, whatever day it was seen', () => {
    const [late] = judged('scan.nessus').findings
    expect([late?.detected, late?.released, late?.clock]).toEqual([
      '2026-03-27',
      '2026-03-10',
      { reason: 'rated', due: '2026-03-24', from: 'release', late: true },
    ])
    expect(judge([sample('scan.nessus')], '2026-03-24').findings[0]?.clock.late).toBe(false)
    expect(judge([sample('scan.nessus')], '2026-03-25').findings[0]?.clock.late).toBe(true)
  })

  test('the publication of a vulnerability stands in where the day of the update is not told; without an update no day is known', () => {
    expect(judged('trivy.json').findings[0]?.clock).toMatchObject({ due: '2026-03-15', from: 'publication' })
    expect(judged('openvas.csv').findings[0]?.clock).toMatchObject({ reason: 'rated', due: null, late: null })
  })

  test('a score under 7.0 without a word of the vendor runs none, and an undisclosed one does', () => {
    const { findings } = judged('bom.json', 'sbom.spdx')
    expect(findings.map(({ rule, clock }) => [rule, clock.reason])).toEqual([
      ['CVE-2030-0005', null],
      ['CVE-2030-0007', null],
      ['CVE-2030-0001', 'undisclosed'],
    ])
  })

  test('a VEX statement takes a finding of its product out, and no other', () => {
    const { findings } = judged('trivy.json', 'grype.json', 'vex.json')
    expect(findings.slice(0, 3).map(({ rule, state, clock }) => [rule, state, clock.late])).toEqual([
      ['CVE-2030-0005', 'not-affected', null],
      ['DS001', 'open', null],
      ['GHSA-aaaa-bbbb-cccc', 'open', true],
    ])
  })

  test('feeds are joined by CVE number: scores where a finding has none, and what is known to be exploited', () => {
    const spdx = judged('sbom.spdx', 'nvd.json', 'kev.json').findings[0]
    expect([spdx?.cvss?.score, spdx?.published, spdx?.exploited]).toEqual([9.8, '2026-03-02', '2026-03-20'])
  })

  test('a Windows that had no update since a monthly release more than 14 days ago is late', () => {
    const [stale] = judged('hotfix.txt').findings
    expect([stale?.kind, stale?.released, stale?.clock.due, stale?.clock.late, stale?.source.at]).toEqual([
      'missing-update',
      '2026-03-11',
      '2026-03-25',
      true,
      'line 5',
    ])
    expect(judge([sample('qfe.txt')], '2026-03-10').findings).toEqual([])
  })
})

describe('what is suggested of criteria', () => {
  test('each with a reason, and never more than the files can say', () => {
    const said = (...files: string[]) => suggested(...files).map(({ id, suggests }) => [id, suggests])
    expect(said('scan.nessus')).toEqual([
      ['4-4-2-1', 'unmet'],
      ['4-4-4-1', 'unmet'],
      ['4-4-4-2', 'unmet'],
    ])
    expect(said('scan.xml')).toEqual([
      ['4-4-4-2', null],
      ['4-4-4-3', 'unmet'],
      ['4-5-1-1', null],
      ['4-5-1-7', null],
    ])
    expect(said('web1.rpm.txt')).toEqual([
      ['4-4-2-1', 'unmet'],
      ['4-4-4-1', 'unmet'],
    ])
    expect(said('testssl.csv')).toEqual([['4-4-4-2', 'met']])
    expect(said('kev.csv', 'code.sarif', 'dpkg.txt')).toEqual([])
  })

  test('devices at the boundary can be named', () => {
    const named = judge([sample('openvas.xml')], AT, ['192.0.2.20']).findings[0]
    expect(named?.criteria).toEqual(['4-4-4-2', '4-4-4-3'])
  })

  test('names criteria and points of the catalogue alone', () => {
    const edition = loadEdition(join(root, 'catalogue'), '2026-03-27')
    const all = edition.requirements.flatMap(({ criteria }) => criteria)
    for (const { id, points } of suggested('scan.nessus', 'scan.xml', 'testssl.csv')) {
      const criterion = all.find((one) => one.id === id)
      const known = JSON.stringify(criterion?.points)
      expect(Object.keys(points).filter((point) => !known.includes(`"${point}"`))).toEqual([])
      expect(criterion).toBeDefined()
    }
  })

  test('ids of findings are the same for the same thing, and no two are alike', () => {
    const { findings } = judged(...SAMPLES.map(({ file }) => file))
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
    expect(judged('scan.xml').findings.map(({ id }) => id)).toEqual(judged('scan.xml').findings.map(({ id }) => id))
  })
})
