import { expect, test } from 'vitest'
import type { TenantId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import { keptWithGaps } from './kept.ts'
import { toView, type View } from './view.ts'

const THING = { id: '1-1' }
const FIRST = viewOf('00000000-0000-7000-8000-000000000001')
const SECOND = viewOf('00000000-0000-7000-8000-000000000002')

test('HTML is made once for each thing, language and way; its gaps and addresses are filled at each use', () => {
  let made = 0
  const line = keptWithGaps(['words', 'page'], (thing: typeof THING, speech, { open }: { open: boolean }, gap) => {
    made += 1
    return (
      <a href={speech.to(`/things/${thing.id}${gap.page}`)} class={open ? 'open' : undefined}>
        {speech.t('もの', 'Thing')} {gap.words}
      </a>
    )
  })
  const said = (view: View, open: boolean, words: string) => String(line(THING, view, { open }, { words, page: '?q=a&b' }))

  expect(said(FIRST, true, '<b>"一"</b>')).toBe(
    `<a href="${FIRST.to('/things/1-1')}?q=a&amp;b" class="open">もの &lt;b&gt;&quot;一&quot;&lt;/b&gt;</a>`,
  )
  expect(said(SECOND, true, '二')).toBe(`<a href="${SECOND.to('/things/1-1')}?q=a&amp;b" class="open">もの 二</a>`)
  expect(made).toBe(1)
  expect(said(SECOND, false, 'here')).toBe(`<a href="${SECOND.to('/things/1-1')}?q=a&amp;b">もの here</a>`)
  expect(said({ ...FIRST, lang: 'en', t: (_ja, en) => en }, false, '')).toBe(
    `<a href="${FIRST.to('/things/1-1')}?q=a&amp;b">Thing </a>`,
  )
  expect(made).toBe(3)
})

function viewOf(tenant: string): View {
  const viewer: Viewer = {
    tenant: tenant as TenantId,
    person: '' as Viewer['person'],
    personName: '',
    organisationName: '',
    demo: false,
    roles: [],
  }
  return toView('ja', '/', viewer)
}
