import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Choices, Field } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { BY_LINK } from '../forms.ts'
import { RESULT_WORDS, RESULTS } from '../record.ts'

type TypedDone = Typed<typeof BY_LINK>

/** What is said of something that was done: the result first, which is all that most records need; the rest is filled in already. */
export const DoneFields: FC<{ view: View; typed: TypedDone; refusals: readonly Refusal[] }> = ({ view, typed, refusals }) => (
  <>
    <Choices view={view} name="result" legend={view.t('結果', 'Result')} refusals={refusals}>
      <div class="choices">
        {RESULTS.map((result) => (
          <label class="choice">
            <input type="radio" name="result" value={result} checked={typed.result === result} required />
            <span>{view.say(RESULT_WORDS[result])}</span>
          </label>
        ))}
      </div>
    </Choices>
    <Field
      view={view}
      name="found"
      label={view.t('見つかったこと', 'What was found')}
      help={view.t('問題なしのときは、空のままにします。', 'Leave it empty where nothing was found.')}
      rows={2}
      value={typed.found}
      refusals={refusals}
      {...boundsOf(BY_LINK, 'found')}
    />
    <Field
      view={view}
      name="doneOn"
      type="date"
      label={view.t('実施した日', 'Done on')}
      value={typed.doneOn}
      refusals={refusals}
      {...boundsOf(BY_LINK, 'doneOn')}
    />
    <Field
      view={view}
      name="lookedAt"
      label={view.t('見たもの', 'What was looked at')}
      help={view.t('例: ファイアウォールのログ、退職者の一覧。', 'Such as the log of the firewall, or the list of who left.')}
      rows={2}
      value={typed.lookedAt}
      refusals={refusals}
      {...boundsOf(BY_LINK, 'lookedAt')}
    />
    <div class="record-period">
      <Field
        view={view}
        name="periodFrom"
        type="date"
        label={view.t('対象期間(から)', 'Covers from')}
        value={typed.periodFrom}
        refusals={refusals}
      />
      <Field
        view={view}
        name="periodTo"
        type="date"
        label={view.t('対象期間(まで)', 'Covers until')}
        value={typed.periodTo}
        refusals={refusals}
      />
    </div>
  </>
)
