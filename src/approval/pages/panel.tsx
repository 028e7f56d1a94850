import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { View } from '../../ui/view.ts'
import type { ApprovalView } from '../actions.ts'
import { changesSince, type FrozenPlan, type PlanChanges } from '../frozen-plan.ts'
import type { PlanVersion } from '../version.ts'
import { Changes } from './changes.tsx'

/** On the page of the plan: how it stands with management, what changed since it was approved, and the way to put it before management. */
export const ApprovalPanel: FC<{ view: View; found: ApprovalView; translated(changes: PlanChanges): PlanChanges }> = ({
  view,
  found,
  translated,
}) => {
  const { head, plan, versions, now } = found
  if (!plan || !now) return null
  const base = `/assessments/${head.id}/plan`
  const waiting = versions.some(({ decision }) => decision === null)
  const approved = versions.find(({ decision }) => decision?.outcome === 'approved')
  const frozen = approved && (JSON.parse(approved.content) as FrozenPlan)
  return (
    <section class="card" aria-labelledby="approval">
      <h2 id="approval">{view.t('経営の承認', 'Approval by management')}</h2>
      {versions.length === 0 ? <p>{view.t('まだ経営に出していません。', 'It has not been put before management yet.')}</p> : null}
      {versions[0] ? <VersionLine view={view} found={found} version={versions[0]} /> : null}
      {approved && approved !== versions[0] ? <VersionLine view={view} found={found} version={approved} /> : null}
      {frozen ? (
        <>
          <h3>{view.t('承認のあとで変わったこと', 'What has changed since it was approved')}</h3>
          <Changes view={view} changes={translated(changesSince(frozen, now))} />
        </>
      ) : null}
      {!waiting && view.may('plan.submit') ? (
        <p class="actions">
          <a class="button" href={view.to(`${base}/submission`)}>
            {view.t('経営に出す', 'Put it before management')}
          </a>
        </p>
      ) : null}
    </section>
  )
}

const VersionLine: FC<{ view: View; found: ApprovalView; version: PlanVersion }> = ({ view, found, version }) => (
  <p>
    <a href={view.to(`/assessments/${found.head.id}/plan/versions/${version.number}`)}>
      {view.t(`第${version.number}版`, `Version ${version.number}`)}
    </a>{' '}
    {stateWords(view, found, version)}
  </p>
)

/** What became of a version, by whom and when. */
export function stateWords(
  view: View,
  { people }: Pick<ApprovalView, 'people'>,
  { decision, putBy, putAt }: PlanVersion,
): string {
  const nameOf = (person: string) => people.find(({ id }) => id === person)?.name ?? ''
  const at = (moment: string) => toWordsInJapan(moment, view.lang)
  if (!decision) {
    return view.t(
      `経営の判断を待っています(${nameOf(putBy)}、${at(putAt)})。`,
      `waits for a decision (put by ${nameOf(putBy)}, ${at(putAt)}).`,
    )
  }
  const who = view.t(`(${nameOf(decision.by)}、${at(decision.at)})。`, ` (${nameOf(decision.by)}, ${at(decision.at)}).`)
  const what = {
    approved: view.t('承認されました', 'was approved'),
    directed: view.t('変更の指示がありました', 'was sent back with directions'),
    withdrawn: view.t('取り下げられました', 'was withdrawn'),
  }
  return `${what[decision.outcome]}${who}`
}
