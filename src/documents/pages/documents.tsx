import type { FC } from 'hono/jsx'
import { Empty } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { ListedDocument } from '../actions.ts'
import { criteriaOf, publishedOf, STATE_WORDS } from '../document.ts'

/** The 社内ルール of the organisation: how each stands, and when it is reviewed. */
export const DocumentsPage: FC<{ view: View; documents: readonly ListedDocument[] }> = ({ view, documents }) => {
  const title = view.t('社内ルール', 'Internal rules')
  const begin = { href: view.to('/documents/new'), words: view.t('ひな形からつくる', 'Begin from a template') }
  return (
    <Page view={view} title={title} area="documents" wide>
      <h1>{title}</h1>
      {documents.length === 0 ? (
        <Empty
          icon="document-text"
          title={view.t('社内ルールはまだありません。', 'There are no internal rules yet.')}
          act={view.may('document.write') ? begin : undefined}
        >
          <p>
            {view.t(
              '規程・手順書・様式のひな形に、会社の名前や担当者を答えるだけで、そのまま使える文になります。承認・公開・周知まで、ここで記録できます。',
              'Answer a few questions and a template becomes a text that you can use. Approval, publication and acknowledgement are recorded here, too.',
            )}
          </p>
        </Empty>
      ) : (
        <>
          {view.may('document.write') ? (
            <p class="actions">
              <a class="button" href={begin.href}>
                {begin.words}
              </a>
            </p>
          ) : null}
          <Table
            label={title}
            columns={[
              { words: view.t('名前', 'Name'), kind: 'head' },
              { words: view.t('状態', 'State') },
              { words: view.t('公開中の版', 'Version in force') },
              { words: view.t('次の見直し', 'Next review') },
              { words: view.t('評価基準', 'Criteria'), kind: 'number' },
            ]}
            rows={documents.map(({ document, versions, state }) => ({
              cells: [
                <a href={view.to(`/documents/${document.id}`)}>{document.title}</a>,
                <span class={`chip document-${state}`}>{view.say(STATE_WORDS[state])}</span>,
                versionWords(view, publishedOf(versions)?.number),
                document.reviewOn ? sayDay(view, document.reviewOn) : view.t('公開すると決まります', 'Set when published'),
                String(criteriaOf(document).length),
              ],
            }))}
          />
        </>
      )}
    </Page>
  )
}

function versionWords(view: View, number: number | undefined): string {
  return number === undefined ? view.t('なし', 'None') : view.t(`第${number}版`, `Version ${number}`)
}
