import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { MARK, STANDING_WORDS, STATUSES, type Standing } from '../../standing/status.ts'
import { Choices } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { FIELD } from '../fields.ts'
import { suggestionBeside } from '../points.ts'
import type { CriterionProps } from './criterion.tsx'

/** The verdict with what is suggested beside it, what is saved, and the way to the neighbours: in sight wherever one reads. */
export const Verdict: FC<CriterionProps> = (props) => {
  const { view, head, criterion, content, refusals, query, previous, next } = props
  const suggested = suggestionBeside(criterion, content, view.lang)
  const neighbour = (id: string) => view.to(`/assessments/${head.id}/criteria/${id}${query}`)
  return (
    <div class="verdict">
      <Choices view={view} name="status" class="status" legend={view.say(FIELD.status.words)} refusals={refusals}>
        <div class="choices row">
          {STATUSES.map((status) => (
            <Choice view={view} standing={status} value={status} chosen={content.status === status} />
          ))}
          <Choice view={view} standing="unanswered" value="" chosen={content.status === null} />
        </div>
      </Choices>
      <p class="suggestion" hidden={!suggested}>
        {view.t('当てはまるものからの案', 'Suggested by what is true')}{' '}
        <StandingChip view={view} standing={suggested?.status ?? 'unanswered'} confirmed />{' '}
        <button type="submit" name="button" value="suggest" class="second">
          {view.t('この案にする', 'Take it')}
        </button>
      </p>
      <div class="kept">
        {previous ? (
          <a rel="prev" href={neighbour(previous)} aria-label={view.t(`前へ: ${previous}`, `Previous: ${previous}`)}>
            ←
          </a>
        ) : null}
        <Kept {...props} />
        {next ? (
          <a rel="next" href={neighbour(next)} aria-label={view.t(`次へ: ${next}`, `Next: ${next}`)}>
            {view.t('次へ', 'Next')} →
          </a>
        ) : null}
      </div>
    </div>
  )
}

const Choice: FC<{ view: View; standing: Standing; value: string; chosen: boolean }> = ({ view, standing, value, chosen }) => (
  <label class={`choice ${standing}`}>
    <input type="radio" name="status" value={value} checked={chosen} />
    <span>
      <b>{MARK[standing]}</b> {view.say(STANDING_WORDS[standing])}
    </span>
  </label>
)

/** What was saved, when and by whom; the script says here what becomes of a save. */
const Kept: FC<CriterionProps> = ({ view, answer, people }) => {
  const by = answer ? (people.get(answer.changedBy) ?? '') : ''
  return (
    <output
      class="saved"
      data-conflict={view.t(
        'ほかの人が先に変更しました。上の内容と見比べて、もう一度保存してください。',
        'Somebody else changed it first. Compare above and save again.',
      )}
      data-own-conflict={view.t(
        'あなたが別の画面で先に変更しました。上の内容と見比べて、もう一度保存してください。',
        'You changed it first in another window. Compare above and save again.',
      )}
      data-signed-out={view.t(
        'まだ保存していません。別のタブでサインインすると、自動で保存します。',
        'Not saved yet. Sign in, in another tab, and it is saved by itself.',
      )}
      data-refused={view.t(
        '保存できませんでした。必要なものを書き写してから、画面を読み込み直してください。',
        'It could not be saved. Copy what you need, then reload the page.',
      )}
      data-rest={view.t('ほかの入力は保存しました。', 'Everything else is saved.')}
      aria-live="polite"
      data-saved={view.t('保存しました', 'Saved')}
      data-failed={view.t('まだ保存できていません。つながりしだい、もう一度送ります。', 'Not saved yet; will retry.')}
    >
      {answer
        ? view.t(`保存済み ${toWordsInJapan(answer.changedAt)} ${by}`, `Saved ${toWordsInJapan(answer.changedAt, 'en')}, ${by}`)
        : view.t('まだ何も保存していません', 'Nothing saved yet')}
    </output>
  )
}
