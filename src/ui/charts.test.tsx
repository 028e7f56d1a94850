import { describe, expect, test } from 'vitest'
import { brokenInTwo, Gauge, Legend, percentOf, Radar, StackedBar } from './charts.tsx'
import { toView } from './view.ts'

const ja = toView('ja', '/', undefined)
const en = toView('en', '/', undefined)
const counts = { met: 3, partial: 1, unmet: 0, planned: 0, notApplicable: 0, unanswered: 4 }

describe('StackedBar', () => {
  test('says its numbers in words, in both languages', () => {
    expect(String(<StackedBar view={ja} counts={counts} total={8} label="取引先管理" />)).toContain(
      '<title>取引先管理: 全8件のうち 満たす 3、一部 1、未回答 4</title>',
    )
    expect(String(<StackedBar view={en} counts={counts} total={8} label="Partners" />)).toContain(
      '<title>Partners: of 8, Met 3, Partial 1, Unanswered 4</title>',
    )
  })

  test('draws the segments one after the other and leaves out what is nought', () => {
    const bar = String(<StackedBar view={ja} counts={counts} total={8} label="x" />)
    expect(bar).toContain('<rect class="met" x="0%" width="37.5%"')
    expect(bar).toContain('<rect class="partial" x="37.5%" width="12.5%"')
    expect(bar).toContain('<rect class="unanswered" x="50%" width="50%"')
    expect(bar).not.toContain('class="unmet"')
  })

  test('draws nothing of nothing, and escapes its label', () => {
    const none = { ...counts, met: 0, partial: 0, unanswered: 0 }
    const bar = String(<StackedBar view={ja} counts={none} total={0} label="<script>" />)
    expect(bar).not.toContain('NaN')
    expect(bar).not.toContain('<script>')
  })

  test('takes other words for the standings', () => {
    const words = { ja: 'できている', en: 'In place' }
    const all = { met: words, partial: words, unmet: words, planned: words, notApplicable: words, unanswered: words }
    expect(String(<StackedBar view={ja} counts={counts} total={8} label="x" words={all} />)).toContain('できている 3')
    expect(String(<Legend view={en} words={all} standings={['met']} />)).toContain('○ In place')
  })
})

describe('Radar', () => {
  const axes = ['上', '右', '下', '左'].map((label, index) => ({ label, figure: `${index}/4`, values: [index / 4] }))

  test('puts the first axis straight up and goes round clockwise', () => {
    const radar = String(<Radar label="領域" axes={axes} series={[{ name: '★3', class: 'area3' }]} />)
    expect(radar).toContain('points="0,0 27.5,0 0,55 -82.5,0"')
    expect(radar).toContain('<title>領域: 上 0.0% / 右 25.0% / 下 50.0% / 左 75.0%</title>')
  })

  test('draws nothing for fewer than three axes', () => {
    expect(String(<Radar label="x" axes={axes.slice(0, 2)} series={[]} />)).not.toContain('<svg')
  })
})

test('Gauge shows the share and its numbers, and no arc at nought', () => {
  const gauge = String(<Gauge value={0.4567} label="充足率" caption="37 / 81" />)
  expect(gauge).toContain('<title>充足率: 45.7% (37 / 81)</title>')
  expect(gauge).toContain('stroke-dasharray="45.67 100"')
  expect(String(<Gauge value={0} label="充足率" caption="0 / 81" />)).not.toContain('stroke-dasharray')
})

test.each([
  [0, '0.0%'],
  [0.07, '7.0%'],
  [0.3086, '30.9%'],
  [0.9999, '99.9%'],
  [1, '100.0%'],
  [1.2, '100.0%'],
])('percentOf(%f) is %s', (value, words) => expect(percentOf(value)).toBe(words))

test.each([
  ['取引先管理', ['取引先管理']],
  ['インシデントへの対応', ['インシデント', 'への対応']],
  ['ガバナンスの整備', ['ガバナンス', 'の整備']],
  ['Management of business partners', ['Management of', 'business partners']],
  ['重要情報資産等管理', ['重要情報資', '産等管理']],
])('%s is broken once', (label, lines) => expect(brokenInTwo(label)).toEqual(lines))
