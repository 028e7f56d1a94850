import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { DISCOVERY } from '../forms.ts'

type Props = { view: View; typed: Typed<typeof DISCOVERY>; refusals: readonly Refusal[] }

/** The report of a discovery: three fields, so that it is done on a phone while things happen. */
export const ReportPage: FC<Props> = ({ view, typed, refusals }) => {
  const drill = typed.drill === '1'
  const title = drill ? view.t('訓練: 発見報告', 'Drill: report of discovery') : view.t('発見報告', 'Report a discovery')
  return (
    <Page view={view} title={title} area="incidents">
      {view.may('incident.read') ? (
        <Trail view={view} steps={[{ href: view.to('/incidents'), words: view.t('インシデント', 'Incidents') }]} here={title} />
      ) : null}
      <h1>{title}</h1>
      {drill ? (
        <Notice tone="warn" title={view.t('これは訓練です', 'This is a drill')}>
          <p>{view.t('インシデントの件数に入りません。', 'It is not counted as an incident.')}</p>
        </Notice>
      ) : (
        <p>
          {view.t('急ぐときは、先に電話してください。', 'When it is urgent, call first.')}{' '}
          <a href={view.to('/incidents/card')}>{view.t('連絡先と、最初の1時間にすること', 'Contacts and the first hour')}</a>
        </p>
      )}
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to('/incidents')}>
        <Once />
        <input type="hidden" name="drill" value={typed.drill} />
        <Field
          view={view}
          name="body"
          label={view.t('何がありましたか', 'What happened?')}
          help={view.t('分かる範囲で。あとから書き足せます。', 'As far as you know. More can be added later.')}
          value={typed.body}
          rows={4}
          {...boundsOf(DISCOVERY, 'body')}
          refusals={refusals}
        />
        <Field
          view={view}
          name="happenedAt"
          type="datetime-local"
          label={view.t('気づいた日時', 'When it was noticed')}
          help={view.t('空欄なら、いまです。', 'Left blank, it is now.')}
          value={typed.happenedAt}
          refusals={refusals}
        />
        <Field
          view={view}
          name="concerns"
          label={view.t('かかわる機器・サービス・情報', 'Devices, services and information concerned')}
          value={typed.concerns}
          {...boundsOf(DISCOVERY, 'concerns')}
          refusals={refusals}
        />
        <p class="actions">
          <button type="submit" class="large">
            {drill ? view.t('訓練として報告する', 'Report as a drill') : view.t('報告する', 'Report')}
          </button>
        </p>
      </form>
    </Page>
  )
}
