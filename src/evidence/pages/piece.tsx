import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { dayInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import { type PIECE, type VERSION, WITHDRAWAL } from '../forms.ts'
import { CONFIDENTIALITY_WORDS, KIND_WORDS, type Piece, toTargetText, type Version } from '../piece.ts'
import type { Used } from '../read-actions.ts'
import { mayWithEvidence } from '../sight.ts'
import { reachOf, stateOf } from '../state.ts'
import { ContentFields, type FilesProps, SaidFields } from './fields.tsx'
import { addressOf } from './new.tsx'
import { Preview } from './preview.tsx'
import { StateMark, sayContent, sayPeriod } from './words.tsx'

export type PieceProps = {
  view: View
  today: string
  piece: Piece
  versions: readonly Version[]
  used: readonly Used[]
  people: ReadonlyMap<string, string>
  assessments: readonly AssessmentHead[]
  /** What stands in the forms: what is there, or what was typed and refused. */
  typed: Typed<typeof PIECE>
  version: Typed<typeof VERSION>
  files: FilesProps
  saved: boolean
  refusals: readonly Refusal[]
}

/** One piece: what it is, its content, where it is used, its versions. */
export const PiecePage: FC<PieceProps> = (props) => {
  const { view, piece, saved, refusals } = props
  const writes = view.viewer !== undefined && mayWithEvidence(view.viewer, 'evidence.write')
  return (
    <Page view={view} title={piece.title} area="evidence" wide>
      <Trail view={view} steps={[{ href: view.to('/evidence'), words: view.t('証跡', 'Evidence') }]} here={piece.title} />
      <h1>{piece.title}</h1>
      {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      {piece.withdrawn ? (
        <Notice tone="warn" title={view.t('取り下げた証跡です', 'This evidence was withdrawn')}>
          <p>
            {view.t(
              `${sayDay(view, dayInJapan(piece.withdrawn.at))}、${props.people.get(piece.withdrawn.by) ?? ''}。理由: ${piece.withdrawn.reason}`,
              `${dayInJapan(piece.withdrawn.at)}, ${props.people.get(piece.withdrawn.by) ?? ''}. Reason: ${piece.withdrawn.reason}`,
            )}
          </p>
        </Notice>
      ) : null}
      <div class="task-page evidence-page">
        <div class="task-main">
          <Content {...props} />
          <UsedIn {...props} writes={writes} />
          <Versions {...props} writes={writes} />
        </div>
        <div class="task-aside">
          <section>
            <h2>{view.t('内容', 'Details')}</h2>
            <Facts {...props} />
            {writes && !piece.withdrawn ? (
              <details open={refusals.some(({ field }) => field !== undefined && field in props.typed)}>
                <summary>{view.t('書き直す', 'Edit')}</summary>
                <form class="evidence-form" method="post" action={view.to(`/evidence/${piece.id}`)}>
                  <input type="hidden" name="revision" value={String(piece.revision)} />
                  <SaidFields view={view} typed={props.typed} refusals={refusals} />
                  <button type="submit">{view.t('保存', 'Save')}</button>
                </form>
              </details>
            ) : null}
          </section>
          {view.may('evidence.withdraw') && !view.viewer?.engagement ? <Withdrawal {...props} /> : null}
        </div>
      </div>
    </Page>
  )
}

const Content: FC<PieceProps> = ({ view, piece }) => {
  const { content } = piece
  const base = view.to(`/evidence/${piece.id}/versions/${piece.version}`)
  return (
    <section>
      <h2>{view.t('中身', 'Content')}</h2>
      {content.type === 'link' ? (
        <p>
          <a href={content.href} rel="noopener noreferrer external" target="_blank">
            {content.href}
          </a>
        </p>
      ) : (
        <p>{sayContent(view, content)}</p>
      )}
      {content.type === 'file' ? (
        <p class="actions">
          <a class="button second" href={`${base}/file`}>
            {view.t('ダウンロード', 'Download')}
          </a>
        </p>
      ) : null}
      {content.type !== 'link' && content.sha256 ? (
        <p class="quiet hash">
          SHA-256 <code>{content.sha256}</code>
        </p>
      ) : null}
      {content.type === 'file' ? <Preview view={view} title={piece.title} base={base} content={content} /> : null}
    </section>
  )
}

const Facts: FC<PieceProps> = ({ view, piece, people }) => {
  const facts: [string, string | undefined][] = [
    [view.t('種類', 'Kind'), view.say(KIND_WORDS[piece.kind])],
    [view.t('対象期間', 'Covers'), sayPeriod(view, piece)],
    [view.t('発行日', 'Issued on'), piece.issuedOn ? sayDay(view, piece.issuedOn) : undefined],
    [view.t('有効期限', 'Valid until'), piece.validUntil ? sayDay(view, piece.validUntil) : undefined],
    [view.t('作成元', 'Source'), piece.source],
    [view.t('保管者', 'Custodian'), piece.custodian],
    [view.t('機密区分', 'Confidentiality'), view.say(CONFIDENTIALITY_WORDS[piece.confidentiality])],
    [
      view.t('社外の人に', 'Outsiders'),
      piece.insidersOnly ? view.t('見せない', 'do not see it') : view.t('契約の範囲で見せる', 'see it as far as engaged'),
    ],
    [view.t('加えた人', 'Added by'), `${people.get(piece.createdBy) ?? ''}(${sayDay(view, dayInJapan(piece.createdAt))})`],
  ]
  return (
    <dl class="facts">
      {facts.map(([term, words]) => (
        <>
          <dt>{term}</dt>
          <dd>{words || <span class="quiet">{view.t('(未記入)', '(not said)')}</span>}</dd>
        </>
      ))}
    </dl>
  )
}

const UsedIn: FC<PieceProps & { writes: boolean }> = ({ view, today, piece, used, people, assessments, writes, refusals }) => (
  <section>
    <h2>{view.t('使われているところ', 'Where it is used')}</h2>
    {used.length === 0 ? <p class="quiet">{view.t('まだどこにも結び付いていません。', 'It is linked to nothing yet.')}</p> : null}
    <ul class="rows evidence-used">
      {used.map((link) => (
        <li>
          <span>
            <a href={addressOf(view, link)}>{link.title}</a> <small>{link.assessmentTitle}</small>
          </span>
          <StateMark view={view} state={stateOf(reachOf(piece, link), today)} />
          {link.checked ? (
            <small>
              {view.t(
                `第${link.checked.version}版を${people.get(link.checked.by) ?? ''}が確認(${sayDay(view, dayInJapan(link.checked.at))})`,
                `Version ${link.checked.version} checked by ${people.get(link.checked.by) ?? ''}, ${dayInJapan(link.checked.at)}`,
              )}
            </small>
          ) : null}
          <LinkActs view={view} piece={piece} link={link} writes={writes} />
        </li>
      ))}
    </ul>
    {writes && !piece.withdrawn && assessments.length > 0 ? (
      <form class="evidence-form" method="post" action={view.to(`/evidence/${piece.id}/links`)}>
        <div class="field">
          <label for="assessment">{view.t('評価', 'Assessment')}</label>
          <select name="assessment" id="assessment">
            {assessments.map(({ id, title }) => (
              <option value={id}>{title}</option>
            ))}
          </select>
        </div>
        <Field
          view={view}
          name="criteria"
          label={view.t('評価基準の番号(いくつでも)', 'Numbers of criteria')}
          help={view.t('例: 4-1-1-1、4-1-2-1', 'Such as 4-1-1-1, 4-1-2-1')}
          value=""
          refusals={refusals}
        />
        <button type="submit" class="second">
          {view.t('結び付ける', 'Link')}
        </button>
      </form>
    ) : null}
  </section>
)

const LinkActs: FC<{ view: View; piece: Piece; link: Used; writes: boolean }> = ({ view, piece, link, writes }) => {
  const checks = view.may('evidence.check') && !view.viewer?.engagement && !piece.withdrawn
  const current = link.checked?.version === piece.version
  const post = (act: string) => view.to(`/evidence/${piece.id}/${act}`)
  return (
    <span class="actions no-print">
      {checks ? (
        <form method="post" action={post('checks')}>
          <input type="hidden" name="target" value={toTargetText(link)} />
          {current ? null : <input type="hidden" name="checked" value={String(piece.version)} />}
          <button type="submit" class="second small">
            {current ? view.t('確認を取り消す', 'Take the check back') : view.t('見て確かめた', 'I checked it')}
          </button>
        </form>
      ) : null}
      {writes ? (
        <form method="post" action={post('unlinking')}>
          <input type="hidden" name="target" value={toTargetText(link)} />
          <button
            type="submit"
            class="second small"
            aria-label={view.t(`${link.title} から外す`, `Take away from ${link.title}`)}
          >
            {view.t('外す', 'Take away')}
          </button>
        </form>
      ) : null}
    </span>
  )
}

const Versions: FC<PieceProps & { writes: boolean }> = ({ view, piece, versions, people, writes, version, files, refusals }) => (
  <section>
    <h2>{view.t('版', 'Versions')}</h2>
    <ol class="rows evidence-versions" reversed>
      {versions.map((one) => (
        <li>
          <b>{view.t(`第${one.number}版`, `Version ${one.number}`)}</b> <span>{sayContent(view, one.content)}</span>
          <small>{`${sayDay(view, dayInJapan(one.at))} ${people.get(one.by) ?? ''}`}</small>
          {one.note === '' ? null : <small>{one.note}</small>}
          {one.content.type === 'file' && one.number !== piece.version ? (
            <a href={view.to(`/evidence/${piece.id}/versions/${one.number}/file`)}>{view.t('ダウンロード', 'Download')}</a>
          ) : null}
        </li>
      ))}
    </ol>
    {writes && !piece.withdrawn ? (
      <details open={refusals.some(({ field }) => field !== undefined && field !== 'criteria' && field in version)}>
        <summary>{view.t('新しい版を加える', 'Add a version')}</summary>
        <form
          class="evidence-form"
          method="post"
          action={view.to(`/evidence/${piece.id}/versions`)}
          enctype="multipart/form-data"
        >
          <p class="quiet">
            {view.t(
              '前の版は残ります。確認済みの印は、新しい版をもう一度確かめるまで外れます。',
              'Versions before stay. What was checked has to be checked anew.',
            )}
          </p>
          <input type="hidden" name="revision" value={String(piece.revision)} />
          <ContentFields view={view} typed={version} refusals={refusals} files={files} />
          <Field view={view} name="note" label={view.t('版のメモ', 'Note')} value={version.note} refusals={refusals} />
          <button type="submit">{view.t('この版を加える', 'Add this version')}</button>
        </form>
      </details>
    ) : null}
  </section>
)

const Withdrawal: FC<PieceProps> = ({ view, piece, refusals }) => (
  <section>
    <h2>{piece.withdrawn ? view.t('戻す', 'Put back') : view.t('取り下げる', 'Withdraw')}</h2>
    <form method="post" action={view.to(`/evidence/${piece.id}/withdrawal`)}>
      <input type="hidden" name="revision" value={String(piece.revision)} />
      {piece.withdrawn ? (
        <input type="hidden" name="back" value="1" />
      ) : (
        <Field
          view={view}
          name="reason"
          label={view.t('理由', 'Reason')}
          help={view.t(
            '証跡として数えなくなります。中身と版は残り、いつでも戻せます。',
            'It no longer counts. Its content and versions stay, and it can be put back.',
          )}
          value=""
          {...boundsOf(WITHDRAWAL, 'reason')}
          refusals={refusals}
        />
      )}
      <button type="submit" class="second">
        {piece.withdrawn ? view.t('証跡に戻す', 'Put it back') : view.t('取り下げる', 'Withdraw')}
      </button>
    </form>
  </section>
)
