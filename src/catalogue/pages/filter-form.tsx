import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { Kind } from '../criterion.ts'
import type { EditionTexts } from '../edition.ts'
import { audiencesOf, type CatalogueFilter, type DutyKey, dutyKeysOf, isFiltering } from '../filter.ts'
import { AUDIENCE_WORDS, KIND_WORDS, TRIGGER_WORDS } from '../words.ts'

/** The filter of an edition as a plain GET form, and how many criteria it found. */
export const FilterForm: FC<{ view: View; edition: EditionTexts; filter: CatalogueFilter; found: number }> = ({
  view,
  edition,
  filter,
  found,
}) => (
  <search>
    <form class="catalogue-filter" method="get" action={view.to(`/catalogue/${edition.id}`)}>
      <label class="search">
        <span>{view.t('ことばで探す', 'Search')}</span>
        <input
          type="search"
          name="q"
          value={filter.search}
          placeholder={view.t('多要素認証、バックアップ、4-4-4 など', 'backup, 4-4-4 …')}
        />
      </label>
      <Choice
        view={view}
        name="level"
        label="★"
        chosen={filter.level === undefined ? undefined : String(filter.level)}
        choices={[
          ['3', view.t('★3の評価基準', 'Criteria of ★3')],
          ['4', view.t('★4で加わるもの', 'Added by ★4')],
        ]}
      />
      <Choice
        view={view}
        name="area"
        label={view.t('領域', 'Area')}
        chosen={filter.area}
        choices={edition.categories.map(({ id, name, en }) => [id, `${id} ${view.t(name, en)}`])}
      />
      <Choice
        view={view}
        name="kind"
        label={view.t('種類', 'Kind')}
        chosen={filter.kind}
        choices={Kind.options.map((kind) => [kind, view.say(KIND_WORDS[kind])])}
      />
      <Choice
        view={view}
        name="duty"
        label={view.t('いつ', 'When')}
        chosen={filter.duty}
        choices={dutyKeysOf(edition.criteria).map((key) => [key, dutyKeyWords(view, key)])}
      />
      <Choice
        view={view}
        name="audience"
        label={view.t('対象の人', 'People')}
        chosen={filter.audience}
        choices={audiencesOf(edition.criteria).map((one) => [one, view.say(AUDIENCE_WORDS[one])])}
      />
      <button type="submit">{view.t('しぼり込む', 'Filter')}</button>
      <p class="found" role="status">
        {isFiltering(filter) ? (
          <>
            {view.t(
              `${edition.criteria.length}件のうち${found}件が当てはまります。`,
              `${found} of ${edition.criteria.length} criteria match.`,
            )}{' '}
            <a href={view.to(`/catalogue/${edition.id}`)}>{view.t('条件を消す', 'Clear')}</a>
          </>
        ) : (
          view.t(`${found}件すべてを表示しています。`, `Showing all ${found}.`)
        )}
      </p>
    </form>
  </search>
)

const Choice: FC<{
  view: View
  name: string
  label: string
  chosen: string | undefined
  choices: (readonly [value: string, words: string])[]
}> = ({ view, name, label, chosen, choices }) => (
  <label>
    <span>{label}</span>
    <select name={name}>
      <option value="">{view.t('すべて', 'All')}</option>
      {choices.map(([value, words]) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </label>
)

function dutyKeyWords(view: View, key: DutyKey): string {
  switch (key) {
    case 'any':
      return view.t('時期や機会が決まっているもの', 'Anything with a time')
    case 'P1Y':
      return view.t('年1回以上', 'At least yearly')
    case 'P1M':
      return view.t('毎月1回以上', 'At least monthly')
    case 'P14D':
      return view.t('14日以内', 'Within 14 days')
    case 'P6M':
      return view.t('6か月以上の保管', 'Keep for 6 months')
    default:
      return view.say(TRIGGER_WORDS[key])
  }
}
