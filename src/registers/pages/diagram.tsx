import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Empty, Field, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { readDiagram } from '../actions.ts'
import { HIGHEST, type Spot, WIDEST } from '../diagram.ts'
import type { Row } from '../row.ts'
import { nameOf } from '../row.ts'
import { Criteria } from './criteria.tsx'
import { sayCell, toRegister } from './words.ts'

type DiagramProps = NonNullable<Awaited<ReturnType<typeof readDiagram>>> & { view: View; refusals: readonly Refusal[] }

/** The size of a box, and of the step from one to the next, in units of the drawing. */
const [BOX_WIDTH, BOX_HEIGHT, STEP_X, STEP_Y] = [170, 58, 200, 108]

/** The network diagram that 3-1-2-3 asks for, drawn from the register of networks; what stands where is said by forms. */
export const DiagramPage: FC<DiagramProps> = (props) => {
  const { view, register, rows, more, refusals } = props
  const title = view.t('ネットワーク図', 'Network diagram')
  return (
    <Page view={view} title={title} area="registers" wide>
      <Trail
        view={view}
        steps={[
          { href: view.to('/registers'), words: view.t('台帳', 'Registers') },
          { href: toRegister(view, register), words: view.t('ネットワークの台帳', 'Networks') },
        ]}
        here={title}
      />
      <h1>{title}</h1>
      <p class="quiet">
        {view.t('求めている評価基準: ', 'Asked for by ')}
        <Criteria view={view} numbers={['3-1-2-3']} />
        {more ? view.t(' 台帳のはじめの200行を描いています。', ' The first 200 rows are drawn.') : ''}
      </p>
      <Refusals view={view} refusals={refusals} />
      {rows.length === 0 ? (
        <Empty
          icon="arrows-right-left"
          title={view.t('まだ描くものがありません。', 'There is nothing to draw yet.')}
          act={{ href: toRegister(view, register), words: view.t('ネットワークの台帳に書く', 'Write the register of networks') }}
        />
      ) : (
        <>
          <Drawing {...props} />
          {view.may('register.write') ? <Forms {...props} /> : null}
        </>
      )}
    </Page>
  )
}

const Drawing: FC<DiagramProps> = ({ view, columns, rows, spots, links }) => {
  const all = [...spots.values()]
  const width = Math.max(...all.map(({ x }) => x)) * STEP_X + 20
  const height = Math.max(...all.map(({ y }) => y)) * STEP_Y
  const middle = ({ x, y }: Spot) => ({ x: (x - 1) * STEP_X + 20 + BOX_WIDTH / 2, y: (y - 1) * STEP_Y + 20 + BOX_HEIGHT / 2 })
  const name = (row: Row | undefined) => (row ? nameOf(row, columns) : '')
  return (
    <div class="network-diagram">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-labelledby="diagram-title">
        <title id="diagram-title">
          {view.t(
            `ネットワーク図: ${rows.length}個、つながり${links.length}本`,
            `Network diagram: ${rows.length} nodes, ${links.length} links`,
          )}
        </title>
        {links.map(({ one, other, label }) => {
          const [from, to] = [spots.get(one), spots.get(other)]
          if (!from || !to) return null
          const [a, b] = [middle(from), middle(to)]
          return (
            <g>
              <line class="wire" x1={a.x} y1={a.y} x2={b.x} y2={b.y} />
              {label ? (
                <text class="wire-label" x={(a.x + b.x) / 2 + 6} y={(a.y + b.y) / 2}>
                  {label}
                </text>
              ) : null}
            </g>
          )
        })}
        {rows.map((row) => {
          const spot = spots.get(row.id)
          if (!spot) return null
          const { x, y } = middle(spot)
          const sort = columns.find(({ id }) => id === 'sort')
          const second = row.cells.range || row.cells.address || row.cells.place || ''
          return (
            <g class={`node ${sort?.options?.some(({ id }) => id === row.cells.sort) ? row.cells.sort : 'other'}`}>
              <rect x={x - BOX_WIDTH / 2} y={y - BOX_HEIGHT / 2} width={BOX_WIDTH} height={BOX_HEIGHT} rx="8" />
              <text x={x} y={y - 12}>
                {cut(name(row), 13)}
              </text>
              <text class="minor" x={x} y={y + 5}>
                {cut(sort ? sayCell(view, sort, row.cells.sort ?? '') : '', 16)}
              </text>
              <text class="minor" x={x} y={y + 21}>
                {cut(second, 20)}
              </text>
            </g>
          )
        })}
      </svg>
      <details>
        <summary>{view.t('つながりを文で読む', 'The links in words')}</summary>
        <ul>
          {links.map(({ one, other, label }) => (
            <li>
              {name(rows.find(({ id }) => id === one))} ― {name(rows.find(({ id }) => id === other))}
              {label ? view.t(`(${label})`, ` (${label})`) : ''}
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}

const Forms: FC<DiagramProps> = ({ view, columns, rows, spots, links }) => {
  const choice = (name: string, label: string) => (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {rows.map((row) => (
          <option value={row.id}>
            {nameOf(row, columns)} ({spots.get(row.id)?.x}, {spots.get(row.id)?.y})
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <div class="diagram-forms no-print">
      <form method="post" action={view.to('/network-diagram/links')} class="card">
        <h2>{view.t('つなぐ', 'Connect')}</h2>
        {choice('one', view.t('どれと', 'What'))}
        {choice('other', view.t('どれを', 'With what'))}
        <Field
          view={view}
          name="label"
          label={view.t('線に書くこと(VLANやポートなど)', 'On the line (VLAN, port)')}
          maxlength={60}
        />
        <button type="submit" class="second">
          {view.t('つなぐ', 'Connect')}
        </button>
      </form>
      <form method="post" action={view.to('/network-diagram/spots')} class="card">
        <h2>{view.t('動かす', 'Move')}</h2>
        {choice('row', view.t('どれを(いまの位置)', 'What (where it is)'))}
        <div class="pair">
          <Field view={view} name="x" type="number" label={view.t(`横(1〜${WIDEST})`, `Across (1–${WIDEST})`)} required />
          <Field view={view} name="y" type="number" label={view.t(`縦(1〜${HIGHEST})`, `Down (1–${HIGHEST})`)} required />
        </div>
        <button type="submit" class="second">
          {view.t('動かす', 'Move')}
        </button>
      </form>
      {links.length > 0 ? (
        <form method="post" action={view.to('/network-diagram/links')} class="card">
          <h2>{view.t('つながりを外す', 'Take a link away')}</h2>
          <input type="hidden" name="away" value="1" />
          <div class="field">
            <label for="pair">{view.t('どのつながり', 'Which link')}</label>
            <select id="pair" name="pair">
              {links.map(({ one, other, label }) => (
                <option value={`${one} ${other}`}>
                  {[one, other].map((id) => nameOf(rows.find((row) => row.id === id) ?? { cells: {} }, columns)).join(' ― ')}{' '}
                  {label}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="second">
            {view.t('外す', 'Take away')}
          </button>
        </form>
      ) : null}
    </div>
  )
}

function cut(text: string, longest: number): string {
  const characters = [...text]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text
}
