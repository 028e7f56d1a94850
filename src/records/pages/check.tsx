import type { FC } from 'hono/jsx'
import { dutyWords, type EditionTexts } from '../../catalogue/index.ts'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Refusals } from '../../ui/components.tsx'
import { LinkOverPage } from '../../ui/entrance.tsx'
import { Page } from '../../ui/page.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { Check } from '../actions.ts'
import type { BY_LINK } from '../forms.ts'
import { DoneFields } from './fields.tsx'
import { aboutOf } from './records.tsx'

type CheckProps = {
  view: View
  token: string
  check: Check
  edition: EditionTexts
  typed: Typed<typeof BY_LINK>
  refusals: readonly Refusal[]
}

/** What the holder of a personal link sees: the one check that they were asked to do. Nothing else of the organisation. */
export const CheckPage: FC<CheckProps> = ({ view, token, check, edition, typed, refusals }) => {
  const { request, organisation, asker, duty, occurrence, record } = check
  const criterion = edition.criteria.find(({ id }) => id === duty.criterion)
  const title = aboutOf(edition, { duty: duty.id })
  return (
    <Page view={view} title={title}>
      <p class="quiet">
        {view.t(`${organisation} · ${request.name}さん専用のページ`, `${organisation} · a page for ${request.name} alone`)}
      </p>
      <h1>{title}</h1>
      <p>
        {view.t(`${asker}さんからの依頼`, `Asked by ${asker}`)} · {view.say(dutyWords(duty.stated))}
        {occurrence ? view.t(` · 期日 ${sayDay(view, occurrence.due)}`, ` · due ${sayDay(view, occurrence.due)}`) : ''}
      </p>
      {request.message ? <p class="lead as-typed">{request.message}</p> : null}
      {record ? (
        <p class="acknowledged" role="status">
          {view.t(
            `${sayDay(view, record.doneOn)}に実施したと記録しました。ありがとうございました。`,
            `It is recorded as done on ${sayDay(view, record.doneOn)}. Thank you.`,
          )}
        </p>
      ) : (
        <>
          <Refusals view={view} refusals={refusals} />
          <form method="post" action={`/check/${token}`}>
            <DoneFields view={view} typed={typed} refusals={refusals} />
            <button type="submit" class="large">
              {view.t('記録する', 'Record')}
            </button>
            <p class="quiet">
              {view.t(
                '押すと、あなたの名前・日時・内容が、会社の記録に残ります。',
                'Your name, the time and what you wrote are then kept in the record of the organisation.',
              )}
            </p>
          </form>
          {criterion ? (
            <details>
              <summary>{view.t('何を見ればよいか', 'What to look at')}</summary>
              <ul>
                {criterion.closing.map((text) => (
                  <li>{text}</li>
                ))}
              </ul>
            </details>
          ) : null}
        </>
      )}
    </Page>
  )
}

/** A link that was taken back, is too old, or is not complete. */
export const CheckOverPage: FC<{ view: View }> = ({ view }) => (
  <LinkOverPage view={view}>
    <p>{view.t('頼んできた会社の担当者に、新しいリンクを頼んでください。', 'Ask whoever sent it to you for a new one.')}</p>
  </LinkOverPage>
)
