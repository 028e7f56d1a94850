import { describe, expect, test } from 'vitest'
import { Gauge } from './charts/gauge.tsx'
import { brokenInTwo, Radar } from './charts/radar.tsx'
import { percentOf } from './charts/share.ts'

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
