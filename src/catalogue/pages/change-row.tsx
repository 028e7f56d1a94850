import type { Child, FC } from 'hono/jsx'
import { Star } from '../../ui/components.tsx'
import { keptHtml, type Speech } from '../../ui/kept.ts'
import type { Change } from '../changes.ts'
import type { Criterion } from '../criterion.ts'
import { differenceOf, differenceOfLines, type Stretch } from '../difference.ts'
import type { EditionTexts } from '../edition.ts'
import { askedLines } from '../lines.ts'
import { fromOf, noteOf, toOf } from '../trace.ts'
import { ChangeMark } from './marks.tsx'

/** One change: the numbers, what changed in a sentence, and both texts side by side to open. Comparing them is made once. */
export const changeRow = keptHtml((change: Change, view, older: EditionTexts, newer: EditionTexts) => {
  const was = older.criteria.filter(({ id }) => fromOf(change).includes(id))
  const is = newer.criteria.find(({ id }) => id === toOf(change))
  const level = (is ?? was[0])?.level
  const note = noteOf(change)
  return (
    <li id={is ? `n-${is.id}` : `n-gone-${was[0]?.id}`} class={change.change}>
      <p class="numbers">
        <ChangeMark view={view} change={change.change} />
        <span>
          {was.map(({ id }) => id).join(' + ')}
          {is && was.length === 1 && was[0]?.id === is.id ? '' : is ? `${was.length > 0 ? ' → ' : ''}${is.id}` : ''}
        </span>
        {level ? <Star level={level} /> : null}
      </p>
      {note ? (
        <div>
          <p>{view.say(note)}</p>
          <details>
            <summary>{view.t('両方の文を並べる', 'Both texts side by side')}</summary>
            <SideBySide
              view={view}
              older={older}
              newer={newer}
              was={was}
              is={is}
              see={change.change === 'gone' ? change.see : undefined}
            />
          </details>
        </div>
      ) : (
        <p>
          <a href={view.to(`/catalogue/${newer.id}/${is?.id}`)}>{is ? view.t(is.question, is.en) : ''}</a>
        </p>
      )}
    </li>
  )
})

const SideBySide: FC<{
  view: Speech
  older: EditionTexts
  newer: EditionTexts
  was: readonly Criterion[]
  is: Criterion | undefined
  see: readonly string[] | undefined
}> = ({ view, older, newer, was, is, see }) => {
  const [only] = was
  const words =
    was.length === 1 && only && is ? differenceOf(view.t(only.question, only.en), view.t(is.question, is.en)) : undefined
  const linesOf = (criteria: readonly Criterion[]) => criteria.flatMap((one) => askedLines(one).map((line) => view.say(line)))
  const lines = differenceOfLines(linesOf(was), is ? linesOf([is]) : [])
  return (
    <div class="side-by-side">
      <div>
        <h3>{view.t('草案', 'Draft')}</h3>
        {was.length === 0 ? <p class="quiet">{view.t('ありません。', 'None.')}</p> : null}
        {was.map((criterion) => (
          <Text view={view} edition={older} criterion={criterion}>
            {words ? <Words words={words} side="old" /> : view.t(criterion.question, criterion.en)}
          </Text>
        ))}
        <Lines lines={lines} side="old" marked={is !== undefined} />
      </div>
      <div>
        <h3>{view.t('最終版', 'Final')}</h3>
        {is ? (
          <Text view={view} edition={newer} criterion={is}>
            {words ? <Words words={words} side="new" /> : view.t(is.question, is.en)}
          </Text>
        ) : (
          <p class="quiet">{view.t('なくなりました。', 'Gone.')}</p>
        )}
        {see?.map((number) => (
          <p>
            <a href={view.to(`/catalogue/${newer.id}/${number}`)}>{view.t(`関わりのある評価基準 ${number}`, `See ${number}`)}</a>
          </p>
        ))}
        <Lines lines={lines} side="new" marked={was.length > 0} />
      </div>
    </div>
  )
}

const Text: FC<{ view: Speech; edition: EditionTexts; criterion: Criterion; children?: Child }> = ({
  view,
  edition,
  criterion,
  children,
}) => (
  <p class="question">
    <a href={view.to(`/catalogue/${edition.id}/${criterion.id}`)}>{criterion.id}</a> {children}
  </p>
)

const Words: FC<{ words: readonly Stretch[]; side: 'old' | 'new' }> = ({ words, side }) => (
  <>
    {words
      .filter((stretch) => stretch.in === 'both' || stretch.in === side)
      .map((stretch) =>
        stretch.in === 'both' ? stretch.text : side === 'old' ? <del>{stretch.text}</del> : <ins>{stretch.text}</ins>,
      )}
  </>
)

const Lines: FC<{ lines: readonly Stretch[]; side: 'old' | 'new'; marked: boolean }> = ({ lines, side, marked }) => {
  const own = lines.filter((line) => line.in === 'both' || line.in === side)
  return own.length === 0 ? null : (
    <ul>
      {own.map((line) => (
        <li>{!marked || line.in === 'both' ? line.text : side === 'old' ? <del>{line.text}</del> : <ins>{line.text}</ins>}</li>
      ))}
    </ul>
  )
}
