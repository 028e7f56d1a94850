import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Legend, StackedBar } from '../../standing/bar.tsx'
import { StandingChip } from '../../standing/chip.tsx'
import { STANDINGS, type Standing } from '../../standing/status.ts'
import { Gauge } from '../../ui/charts/gauge.tsx'
import { Radar } from '../../ui/charts/radar.tsx'
import { TrendLine } from '../../ui/charts/trend.tsx'
import { Choices, Empty, Field, Message, Notice, Refusals, Star, Trail } from '../../ui/components.tsx'
import { PasswordField } from '../../ui/entrance-fields.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { Page } from '../../ui/page.tsx'
import { CopyLink } from '../../ui/scripted-buttons.tsx'
import { Steps } from '../../ui/steps.tsx'
import { Table } from '../../ui/table.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { HashOfFile, UploadField } from '../../ui/upload-field.tsx'
import type { View } from '../../ui/view.ts'

/** Every component of the screens in its states, with the longest words: made of the components themselves, for whoever draws a page. */
export const ComponentsPage: FC<{ view: View }> = ({ view }) => {
  const title = view.t('部品の見本', 'Components')
  return (
    <Page view={view} title={title}>
      <Trail view={view} steps={[{ href: '/demo', words: view.t('デモの世界', 'Demo world') }]} here={title} />
      <h1>{title}</h1>
      <Buttons view={view} />
      <Said view={view} />
      <Fields view={view} />
      <Tables view={view} />
      <Standings view={view} />
      <Charts view={view} />
      <Nothing view={view} />
    </Page>
  )
}

const Part: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)

const Buttons: FC<{ view: View }> = ({ view }) => (
  <Part title={view.t('ボタンとしるし', 'Buttons and marks')}>
    {['', 'second', 'text', 'danger'].map((kind) => (
      <div class="actions">
        {['large', '', 'small'].map((size) => (
          <button type="button" class={`${kind} ${size}`}>
            {view.t('保存する', 'Save')}
          </button>
        ))}
        <button type="button" class={kind} disabled>
          {view.t('押せない', 'Disabled')}
        </button>
      </div>
    ))}
    <p class="actions">
      <button type="button" class="focused">
        {view.t('キーボードで選んだところ', 'Where the keyboard is')}
      </button>
    </p>
    <button type="button">{longWords(view)}</button>
    <p>
      <Star level={3} /> <Star level={4} /> <span class="chip">{view.t('担当者', 'Staff')}</span>{' '}
      <CopyLink view={view} path="/demo/components" />
    </p>
    <Tabs
      label={view.t('見本のページ', 'Sample pages')}
      current="b"
      tabs={['a', 'b', 'c', 'd'].map((name) => ({ name, href: '/demo/components', words: longWords(view).slice(0, 24) }))}
    />
  </Part>
)

const Said: FC<{ view: View }> = ({ view }) => (
  <Part title={view.t('知らせ', 'What is said')}>
    <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote>
    {(['info', 'good', 'warn'] as const).map((tone) => (
      <Notice tone={tone} title={view.t('知らせの見出し', 'A notice')}>
        <p>{longWords(view)}</p>
      </Notice>
    ))}
    <Refusals view={view} refusals={REFUSALS} />
    <div class="toast in-flow">
      <output>{`${longWords(view)}${view.t('に変えました', ' is saved')}`}</output>
      <button type="button" class="second small">
        {view.t('元に戻す', 'Undo')}
      </button>
    </div>
    <p class="actions">
      <progress max="1" value="0.4" aria-label={view.t('送っています', 'Sending')}></progress>
      <progress max="1" aria-label={view.t('作っています', 'Making it')}></progress>
    </p>
    <p>
      <button type="button" class="second" popovertarget="sample-popover">
        {view.t('開く', 'Open')}
      </button>
    </p>
    <div popover="auto" id="sample-popover" class="dialog" role="dialog" aria-labelledby="sample-popover-title">
      <h2 id="sample-popover-title">{view.t('手前に開くもの', 'What opens in front')}</h2>
      <p>{longWords(view)}</p>
      <button type="button" class="second" popovertarget="sample-popover" popovertargetaction="hide">
        {view.t('閉じる', 'Close')}
      </button>
    </div>
  </Part>
)

const Fields: FC<{ view: View }> = ({ view }) => (
  <Part title={view.t('入力', 'Fields')}>
    <form method="get" action="/demo/components" class="card">
      <Field view={view} name="empty" label={view.t('空の欄', 'Empty')} help={longWords(view)} />
      <Field view={view} name="refused" label={view.t('断られた欄', 'Refused')} value="…" required refusals={REFUSALS} />
      <Field view={view} name="counted" label={view.t('文', 'Text')} rows={3} longest={10} value={longWords(view)} />
      <Field view={view} name="day" type="date" label={view.t('日', 'Day')} />
      <PasswordField view={view} autocomplete="current-password" optional refusals={[]} />
      <FileField view={view} name="workbook" label={view.t('ファイル', 'File')} accept={['.xlsx', '.csv']} megabytes={10} />
      <UploadField
        view={view}
        label={view.t('いくつものファイル', 'Many files')}
        help={longWords(view)}
        many
        most={{ bytes: 2 ** 31, words: '2 GB' }}
        before={[{ id: 'sample', name: longWords(view), bytes: 2 ** 20, size: '1 MB' }]}
      />
      <HashOfFile view={view} into="counted" />
      <Choices view={view} name="choice" legend={view.t('1つ選ぶ', 'Choose one')}>
        <div class="choices">
          {['1', '2'].map((value) => (
            <label class="choice">
              <input type="radio" name="choice" value={value} checked={value === '1'} />
              <span>{longWords(view)}</span>
            </label>
          ))}
        </div>
      </Choices>
      <details>
        <summary>{view.t('たたんだところ', 'Folded away')}</summary>
        <p>{longWords(view)}</p>
      </details>
    </form>
  </Part>
)

const Tables: FC<{ view: View }> = ({ view }) => (
  <Part title={view.t('表', 'Tables')}>
    <Table
      label={view.t('見本の表', 'A sample table')}
      columns={[
        { words: view.t('名前', 'Name'), kind: 'head' },
        { words: view.t('説明', 'About') },
        { words: view.t('件数', 'Number'), kind: 'number' },
        { words: view.t('すること', 'Acts'), kind: 'acts' },
      ]}
      rows={[view.t('短い', 'Short'), longWords(view)].map((words) => ({
        cells: [
          words,
          words,
          12345,
          <button type="button" class="second small">
            {view.t('終わらせる', 'End')}
          </button>,
        ],
        below: (
          <details>
            <summary>{view.t('変える', 'Change')}</summary>
            <p>{words}</p>
          </details>
        ),
      }))}
    />
    <Steps
      steps={[
        { id: 'short', text: view.t('短い', 'Short') },
        { id: 'long', text: longWords(view) },
      ]}
    />
    <Steps
      steps={[{ id: 'tick', text: longWords(view) }]}
      beside={(id) => <input type="checkbox" name={id} aria-label={view.t('した', 'Done')} />}
    />
    <dl class="facts">
      <dt>{view.t('期間', 'Period')}</dt>
      <dd>{longWords(view)}</dd>
    </dl>
  </Part>
)

const Standings: FC<{ view: View }> = ({ view }) => (
  <Part title={view.t('評価', 'Standings')}>
    <p class="actions">
      {STANDINGS.map((standing) => (
        <StandingChip view={view} standing={standing} />
      ))}
    </p>
    <Legend view={view} />
    {[countsOf(0), countsOf(1), countsOf(40)].map((counts) => (
      <StackedBar
        view={view}
        counts={counts}
        total={STANDINGS.reduce((sum, standing) => sum + counts[standing], 0)}
        label={view.t('領域', 'Area')}
      />
    ))}
  </Part>
)

const Charts: FC<{ view: View }> = ({ view }) => (
  <Part title={view.t('図', 'Charts')}>
    <div class="columns">
      {[[], [12], [0, 3, 9, 9, 20, 26]].map((values) => (
        <TrendLine
          values={values}
          total={30}
          sentence={view.t(`見本: ${values.join('、')}`, `A sample: ${values.join(', ')}`)}
          from="2026-10-01"
          to="2026-11-30"
        />
      ))}
    </div>
    <p>
      {[0, 0.35, 1].map((value) => (
        <Gauge value={value} label={view.t('充足率', 'Coverage')} caption={`${Math.round(value * 81)} / 81`} />
      ))}
    </p>
    <Radar
      label={view.t('見本', 'A sample')}
      axes={[0.2, 0.9, 0.5, 0].map((value) => ({
        label: view.t('インシデントへの対応', 'Management of business partners'),
        figure: `${value * 10}/10`,
        values: [value],
      }))}
      series={[{ name: '★3', class: 'area3' }]}
    />
  </Part>
)

const Nothing: FC<{ view: View }> = ({ view }) => (
  <Part title={view.t('何もないとき', 'Where nothing is')}>
    <Empty
      icon="inbox"
      title={view.t('まだ何もありません。', 'Nothing is here yet.')}
      act={{ href: '/demo', words: view.t('始める', 'Begin') }}
    />
    <Message
      title={view.t('うまく動きませんでした', 'Something went wrong')}
      icon="exclamation-triangle"
      act={{ href: '/demo', words: view.t('もう一度開く', 'Try again') }}
    >
      <p>{longWords(view)}</p>
    </Message>
  </Part>
)

function longWords(view: View): string {
  return view.t(
    '情報機器、OS及びソフトウェアに関する情報の把握とセキュリティインシデント発生時の役割・責任の取決め',
    'Responsibilities-and-interdependencies of organisational cybersecurity-incident-management documentation',
  )
}

function countsOf(count: number): Record<Standing, number> {
  return Object.fromEntries(STANDINGS.map((standing, index) => [standing, count * (index + 1)])) as Record<Standing, number>
}

const REFUSALS: Refusal[] = [
  { code: 'another-form', field: 'refused', words: { ja: '名前を入れてください。', en: 'Enter a name.' } },
]
