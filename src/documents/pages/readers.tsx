import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Choices, Field, Notice, Refusals } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Announcement } from '../actions.ts'
import { CLASS_WORDS, CLASSES, countAcknowledged } from '../reader.ts'
import { READERS, type TypedReaders } from '../reader-forms.ts'
import { DocumentTrail } from './edit.tsx'

type ReadersProps = {
  view: View
  found: Announcement
  typed: TypedReaders
  refusals: readonly Refusal[]
  done: 'added' | 'revoked' | undefined
}

/** Who has acknowledged the version in force and who has not; and whom it is announced to besides. */
export const ReadersPage: FC<ReadersProps> = (props) => {
  const { view, found, refusals, done } = props
  const { document, published, readers } = found
  const base = view.to(`/documents/${document.id}`)
  const here = view.t('周知', 'Announcement')
  const { asked, acknowledged } = countAcknowledged(readers)
  const open = readers.filter(({ revokedAt }) => revokedAt === null)
  return (
    <Page view={view} title={`${here}: ${document.title}`} area="documents" wide>
      <DocumentTrail view={view} document={document} here={here} />
      <h1>{here}</h1>
      {done ? (
        <SavedNote>
          {done === 'added' ? view.t('加えました。', 'They were added.') : view.t('リンクを止めました。', 'The link is shut.')}
        </SavedNote>
      ) : null}
      <Refusals view={view} refusals={refusals} />
      {published ? null : (
        <Notice tone="info" title={view.t('まだ公開していません', 'It is not in force yet')}>
          <p>{view.t('公開すると、下の人にメールが届きます。', 'Once it is published, the people below get a mail.')}</p>
        </Notice>
      )}
      {asked > 0 && published ? (
        <p class="lead">
          {view.t(
            `第${published.number}版: ${asked}人のうち${acknowledged}人が「読みました」と答えました。`,
            `Version ${published.number}: ${acknowledged} of ${asked} said that they have read it.`,
          )}
        </p>
      ) : null}
      {readers.length > 0 ? (
        <>
          <p class="actions">
            <a class="button second small" href={`${base}/acknowledgements.csv`}>
              {view.t('記録を CSV で保存', 'Save the record as CSV')}
            </a>
            {published ? (
              <a class="button second small" href={`${base}/acknowledgements.pdf`}>
                {view.t('記録を PDF で開く', 'Open the record as PDF')}
              </a>
            ) : null}
            {view.may('document.announce') ? (
              <a class="button second small" href={`${base}/cards`}>
                {view.t('QRコードの紙を印刷', 'Print QR cards')}
              </a>
            ) : null}
          </p>
          <Table
            label={here}
            columns={[
              { words: view.t('名前', 'Name'), kind: 'head' },
              { words: view.t('区分', 'Class') },
              { words: view.t('届け方', 'By') },
              { words: view.t('確認', 'Acknowledged') },
              { words: view.t('操作', 'Acts'), kind: 'acts' },
            ]}
            rows={open.map((reader) => ({
              cells: [
                reader.name,
                view.say(CLASS_WORDS[reader.class]),
                reader.email ?? view.t('紙(QRコード)', 'Paper (QR code)'),
                reader.acknowledgedAt ? toWordsInJapan(reader.acknowledgedAt, view.lang) : view.t('まだ', 'Not yet'),
                view.may('document.announce') ? (
                  <form method="post" action={`${base}/readers/${reader.id}/revocation`}>
                    <button
                      type="submit"
                      class="text small"
                      aria-label={view.t(`${reader.name}のリンクを止める`, `Shut the link of ${reader.name}`)}
                    >
                      {view.t('リンクを止める', 'Shut the link')}
                    </button>
                  </form>
                ) : null,
              ],
            }))}
          />
        </>
      ) : null}
      {view.may('document.announce') ? <AddForm {...props} /> : null}
    </Page>
  )
}

const AddForm: FC<ReadersProps> = ({ view, found, typed, refusals }) => {
  const known = new Set(found.readers.filter(({ revokedAt }) => revokedAt === null).map(({ name }) => name))
  const offered = found.colleagues.filter(({ name }) => !known.has(name))
  return (
    <form method="post" action={view.to(`/documents/${found.document.id}/readers`)} class="card">
      <h2>{view.t('知らせる人を加える', 'Add people')}</h2>
      <p>
        {view.t(
          'アカウントは要りません。メールアドレスのある人には専用リンクが届き、ない人にはQRコードの紙を渡します。まだの人には、週に1回までお願いのメールが届きます。',
          'They need no account. Whoever has a mail address gets a personal link, others a printed QR code. Those who have not answered are reminded once a week at most.',
        )}
      </p>
      {offered.length > 0 ? (
        <Choices view={view} name="people" legend={view.t('この組織の人', 'People of this organisation')} refusals={refusals}>
          <div class="choices">
            {offered.map(({ id, name }) => (
              <label class="choice">
                <input type="checkbox" name="people" value={id} checked={typed.people.includes(id)} />
                <span>{name}</span>
              </label>
            ))}
          </div>
        </Choices>
      ) : null}
      <Field
        view={view}
        name="list"
        label={view.t('名簿(1行に1人)', 'A list (one person to a line)')}
        help={view.t(
          '「名前, メールアドレス, 区分」の順です。アドレスと区分は省けます。表計算ソフトから貼り付けられます。',
          'Name, mail address, class; the latter two may be left out. You can paste from a spreadsheet.',
        )}
        rows={5}
        value={typed.list}
        refusals={refusals}
        {...boundsOf(READERS, 'list')}
      />
      <div class="field">
        <label for="class">{view.t('区分(名簿に書いていない人)', 'Class of those whose line names none')}</label>
        <select name="class" id="class">
          {CLASSES.map((one) => (
            <option value={one} selected={(typed.class || 'employees') === one}>
              {view.say(CLASS_WORDS[one])}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">{view.t('加えて知らせる', 'Add and tell them')}</button>
    </form>
  )
}

/** A card with a QR code for each reader, to be cut out. `svg` is made by the server alone. */
export const CardsPage: FC<{ view: View; found: Announcement; cards: readonly { name: string; svg: string }[] }> = (props) => {
  const { view, found, cards } = props
  const here = view.t('QRコードの紙', 'QR cards')
  return (
    <Page view={view} title={here} area="documents">
      <div class="not-printed">
        <DocumentTrail view={view} document={found.document} here={here} />
        <h1>{here}</h1>
        <p>
          {view.t(
            'この画面を印刷して切り分け、本人に渡してください。リンクは1人ずつ違います。',
            'Print this page, cut it up and hand each card to its person. Each link is personal.',
          )}
        </p>
      </div>
      <ul class="cards">
        {cards.map(({ name, svg }) => (
          <li>
            <div role="img" aria-label={view.t(`${name}さんのQRコード`, `QR code of ${name}`)}>
              {raw(svg)}
            </div>
            <p>
              <strong>{view.t(`${name}さん`, name)}</strong>
            </p>
            <p>{found.document.title}</p>
            <p>{view.t('読み取って、最後に「読みました」を押してください。', 'Scan it, read, and press “I have read it”.')}</p>
          </li>
        ))}
      </ul>
    </Page>
  )
}
