import { describe, expect, test } from 'vitest'
import { toView } from '../ui/view.ts'
import { Legend, StackedBar } from './bar.tsx'

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
