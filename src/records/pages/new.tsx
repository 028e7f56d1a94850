import type { FC } from 'hono/jsx'
import { dutyWords, type EditionTexts } from '../../catalogue/index.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { DutyView } from '../actions.ts'
import { RECORD, REQUEST, toDutyText } from '../forms.ts'
import { DoneFields } from './fields.tsx'
import { aboutOf } from './records.tsx'

export type NewProps = {
  view: View
  found: DutyView
  edition: EditionTexts
  typed: Typed<typeof RECORD>
  asked: Typed<typeof REQUEST>
  /** Assessments in which a task can be begun. */
  assessments: readonly { id: string; title: string }[]
  /** Pieces that could show it, the newest first. */
  pieces: readonly { id: string; title: string }[]
  /** The links of those who were asked, by the id of the request. */
  links: ReadonlyMap<string, string>
  /** Colleagues who can be asked. */
  colleagues: readonly { id: string; name: string }[]
  refusals: readonly Refusal[]
  done: 'asked' | 'revoked' | undefined
}

/** Records one check: the result and one press, where all else is as last time. Below, somebody else is asked to do it. */
export const NewRecordPage: FC<NewProps> = (props) => {
  const { view, found, edition, typed, refusals, done } = props
  const { duty, occurrence, at } = found
  const title = view.t('したことを記録する', 'Record what was done')
  return (
    <Page view={view} title={title} area="duties">
      <Trail
        view={view}
        steps={[
          { href: view.to('/duties'), words: view.t('繰り返し作業', 'Duties') },
          { href: view.to('/records'), words: view.t('運用記録', 'Records') },
        ]}
        here={title}
      />
      <h1>{aboutOf(edition, { duty: duty.id })}</h1>
      <p>
        {view.say(dutyWords(duty.stated))}
        {occurrence ? view.t(` · 期日 ${sayDay(view, occurrence.due)}`, ` · due ${sayDay(view, occurrence.due)}`) : ''}
      </p>
      {done ? (
        <SavedNote>
          {done === 'asked' ? view.t('頼みました。', 'They were asked.') : view.t('リンクを止めました。', 'The link is shut.')}
        </SavedNote>
      ) : null}
      <Refusals view={view} refusals={refusals} />
      {found.recorded.length > 0 ? (
        <Notice tone="info" title={view.t('この回は、すでに記録されています', 'This one is recorded already')}>
          <p>
            <a href={view.to(`/records/${found.recorded[0]?.id}`)}>
              {view.t('記録を見る・訂正する', 'See or correct the record')}
            </a>
          </p>
        </Notice>
      ) : null}
      <form method="post" action={view.to('/records')} class="card">
        <Once />
        <input type="hidden" name="of" value={toDutyText(at)} />
        <DoneFields view={view} typed={typed} refusals={refusals} />
        <FurtherFields {...props} />
        <button type="submit" class="large">
          {view.t('記録する', 'Record')}
        </button>
        <p class="quiet">
          {view.t(
            '記録はあとから消せません。まちがえたときは、訂正の記録を重ねます。',
            'A record cannot be removed. A wrong one is corrected by another.',
          )}
        </p>
      </form>
      {view.may('record.ask') ? <Ask {...props} /> : null}
    </Page>
  )
}

type FurtherProps = Pick<NewProps, 'view' | 'typed' | 'assessments' | 'pieces' | 'refusals'>

/** Who did it, evidence, a task for what was found, who attended: closed, as most records need none of it. */
export const FurtherFields: FC<FurtherProps> = ({ view, typed, assessments, pieces, refusals }) => {
  const own = ['doneBy', 'evidence', 'task', 'attendance']
  const open = refusals.some(({ field }) => field !== undefined && own.includes(field))
  return (
    <details open={open}>
      <summary>{view.t('実施した人・証跡・対応・出席者', 'Who did it, evidence, a task, attendance')}</summary>
      <Field
        view={view}
        name="doneBy"
        label={view.t('実施した人', 'Done by')}
        value={typed.doneBy}
        refusals={refusals}
        {...boundsOf(RECORD, 'doneBy')}
      />
      {pieces.length > 0 ? (
        <div class="field">
          <label for="evidence">{view.t('証跡(いくつでも)', 'Evidence (any number)')}</label>
          <select id="evidence" name="evidence" multiple size={5}>
            {pieces.map(({ id, title }) => (
              <option value={id} selected={typed.evidence.includes(id)}>
                {title}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      {assessments.length > 0 ? (
        <div class="field">
          <label for="task">{view.t('見つかったことの対応を始める', 'Begin a task for what was found')}</label>
          <select id="task" name="task">
            <option value="">{view.t('始めない', 'No')}</option>
            {assessments.map(({ id, title }) => (
              <option value={id} selected={typed.task === id}>
                {title}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <Field
        view={view}
        name="attendance"
        label={view.t('教育・訓練の出席者(1行に1人)', 'Attendance of a training (one person to a line)')}
        help={view.t(
          '「名前, 区分, 出席」の順です。区分と出席は省けます。表計算ソフトの CSV から貼り付けられます。',
          'Name, class, attended; the latter two may be left out. You can paste from a CSV file.',
        )}
        rows={4}
        value={typed.attendance}
        refusals={refusals}
        {...boundsOf(RECORD, 'attendance')}
      />
    </details>
  )
}

/** Asks somebody else: a colleague, or anybody by name; and who was asked already, with the link of whoever has no address. */
const Ask: FC<NewProps> = ({ view, found, asked, colleagues, links, refusals }) => {
  const open = asked.name !== '' || refusals.some(({ field }) => field === 'name' || field === 'email' || field === 'message')
  return (
    <section aria-labelledby="ask">
      <h2 id="ask">{view.t('ほかの人に頼む', 'Ask somebody else')}</h2>
      {found.requests.length > 0 ? (
        <ul class="waiting-records">
          {found.requests.map((request) => (
            <li>
              <div>
                {request.name} <small>{toWordsInJapan(request.askedAt, view.lang)}</small>
                {request.revokedAt ? (
                  <p class="quiet">{view.t('リンクは止めてあります。', 'The link is shut.')}</p>
                ) : request.email === null ? (
                  <p>
                    {view.t('このリンクを渡してください: ', 'Hand on this link: ')}
                    <code>{links.get(request.id)}</code>
                  </p>
                ) : (
                  <p class="quiet">{request.email}</p>
                )}
              </div>
              {request.revokedAt ? null : (
                <form method="post" action={view.to(`/records/requests/${request.id}/revocation`)}>
                  <button
                    type="submit"
                    class="text small"
                    aria-label={view.t(`${request.name}のリンクを止める`, `Shut the link of ${request.name}`)}
                  >
                    {view.t('リンクを止める', 'Shut the link')}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <details open={open}>
        <summary>{view.t('頼む相手を選ぶ', 'Choose whom to ask')}</summary>
        <form method="post" action={view.to('/records/requests')} class="card">
          <input type="hidden" name="of" value={toDutyText(found.at)} />
          <p>
            {view.t(
              'アカウントは要りません。専用リンクから、この1件だけを記録できます。',
              'They need no account: by a link of their own they record this one check, and see nothing else.',
            )}
          </p>
          <div class="field">
            <label for="person">{view.t('この組織の人', 'Somebody of this organisation')}</label>
            <select id="person" name="person">
              <option value="">{view.t('ほかの人(下に書く)', 'Somebody else (below)')}</option>
              {colleagues.map(({ id, name }) => (
                <option value={id} selected={asked.person === id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <Field
            view={view}
            name="name"
            label={view.t('名前', 'Name')}
            value={asked.name}
            refusals={refusals}
            {...boundsOf(REQUEST, 'name')}
          />
          <Field
            view={view}
            name="email"
            type="email"
            label={view.t('メールアドレス(なければリンクを渡します)', 'Mail address (without one, hand the link on)')}
            value={asked.email}
            refusals={refusals}
            {...boundsOf(REQUEST, 'email')}
          />
          <Field
            view={view}
            name="message"
            label={view.t('頼むこと', 'What you ask')}
            rows={2}
            value={asked.message}
            refusals={refusals}
            {...boundsOf(REQUEST, 'message')}
          />
          <button type="submit">{view.t('頼む', 'Ask')}</button>
        </form>
      </details>
    </section>
  )
}
