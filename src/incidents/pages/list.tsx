import type { FC } from 'hono/jsx'
import { Empty } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { readIncidents } from '../actions.ts'
import { type Incident, KIND_WORDS, levelOf, stageOf, titleOf } from '../incident.ts'
import { ProposalNote } from './settings.tsx'
import { sayLevel, sayMoment } from './words.tsx'

type Props = Awaited<ReturnType<typeof readIncidents>> & { view: View }

/** The incidents of an organisation, its drills apart from them, and the ways to the card and to what was decided beforehand. */
export const IncidentsPage: FC<Props> = ({ view, incidents, drills, settings }) => {
  const proposed = Object.values(settings).some(({ number }) => number === 0)
  return (
    <Page view={view} title={view.t('インシデント', 'Incidents')} area="incidents">
      <h1>{view.t('インシデント', 'Incidents')}</h1>
      <p class="actions">
        {view.may('incident.report') ? (
          <a class="button large" href={view.to('/incidents/new')}>
            {view.t('発見を報告する', 'Report a discovery')}
          </a>
        ) : null}
        <a class="button second large" href={view.to('/incidents/card')}>
          {view.t('最初の1時間のカード', 'First-hour card')}
        </a>
      </p>
      {proposed ? <ProposalNote view={view} /> : null}
      <section>
        <h2>{view.t(`インシデント(${incidents.length}件)`, `Incidents (${incidents.length})`)}</h2>
        {incidents.length === 0 ? (
          <Empty title={view.t('報告されたインシデントはありません。', 'No incident was reported.')} />
        ) : (
          <List view={view} incidents={incidents} label={view.t('インシデントの一覧', 'Incidents')} />
        )}
      </section>
      <section>
        <h2>{view.t(`訓練(${drills.length}件)`, `Drills (${drills.length})`)}</h2>
        <p class="quiet">{view.t('訓練は、インシデントの件数に入りません。', 'Drills are not counted as incidents.')}</p>
        {drills.length > 0 ? <List view={view} incidents={drills} label={view.t('訓練の一覧', 'Drills')} /> : null}
        {view.may('incident.report') ? (
          <p>
            <a href={view.to('/incidents/new?drill=1')}>{view.t('訓練を始める', 'Begin a drill')}</a>
          </p>
        ) : null}
      </section>
      <section>
        <h2>{view.t('前もって決めておくこと', 'Decided beforehand')}</h2>
        <ul>
          <li>
            <a href={view.to('/incidents/settings/contacts')}>{view.t('連絡先', 'Contacts')}</a>
          </li>
          <li>
            <a href={view.to('/incidents/settings/levels')}>{view.t('レベル', 'Levels')}</a>
          </li>
          <li>
            <a href={view.to('/incidents/settings/first-hour')}>{view.t('最初の1時間にすること', 'The first hour')}</a>
          </li>
        </ul>
      </section>
    </Page>
  )
}

const List: FC<{ view: View; incidents: readonly Incident[]; label: string }> = ({ view, incidents, label }) => (
  <Table
    label={label}
    columns={[
      { words: view.t('何があったか', 'What happened'), kind: 'head' },
      { words: view.t('報告', 'Reported') },
      { words: view.t('段階', 'Stage') },
      { words: view.t('レベル', 'Level') },
    ]}
    rows={incidents.map((incident) => ({
      cells: [
        <a href={view.to(`/incidents/${incident.id}`)}>
          {incident.drill ? view.t('【訓練】', '[Drill] ') : ''}
          {titleOf(incident)}
        </a>,
        sayMoment(view, incident.reportedAt),
        view.say(KIND_WORDS[stageOf(incident)]),
        sayLevel(view, levelOf(incident)),
      ],
    }))}
  />
)
