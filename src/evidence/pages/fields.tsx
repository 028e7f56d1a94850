import type { Child, FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Choices, Field, OwnRefusals } from '../../ui/components.tsx'
import { HashOfFile, UploadField } from '../../ui/upload-field.tsx'
import type { View } from '../../ui/view.ts'
import { NEW_PIECE, type PIECE, type VERSION } from '../forms.ts'
import { CONFIDENTIALITIES, CONFIDENTIALITY_WORDS, CONTENT_TYPES, KIND_WORDS, KINDS } from '../piece.ts'

type TypedSaid = Omit<Typed<typeof PIECE>, 'revision'>
type TypedContent = Omit<Typed<typeof VERSION>, 'revision'>
type Around = { view: View; refusals: readonly Refusal[] }

/** What people say of a piece: the same fields for a new one and for one that is there. `nameless`: a file has a name already. */
export const SaidFields: FC<Around & { typed: TypedSaid; nameless?: boolean }> = ({
  view,
  refusals,
  typed,
  nameless = false,
}) => {
  const text = { view, refusals }
  return (
    <>
      <Field
        {...text}
        name="title"
        label={view.t('名前', 'Title')}
        value={typed.title}
        {...boundsOf(NEW_PIECE, 'title')}
        required={!nameless}
        {...(nameless
          ? { help: view.t('空けておくと、ファイルの名前になります。', 'Left empty, it is the name of the file.') }
          : {})}
      />
      <div class="pair">
        <Select view={view} name="kind" label={view.t('種類', 'Kind')} refusals={refusals}>
          {KINDS.map((kind) => (
            <option value={kind} selected={(typed.kind || 'record') === kind}>
              {view.say(KIND_WORDS[kind])}
            </option>
          ))}
        </Select>
        <Select view={view} name="confidentiality" label={view.t('機密区分', 'Confidentiality')} refusals={refusals}>
          {CONFIDENTIALITIES.map((one) => (
            <option value={one} selected={(typed.confidentiality || 'internal') === one}>
              {view.say(CONFIDENTIALITY_WORDS[one])}
            </option>
          ))}
        </Select>
      </div>
      <div class="pair">
        <Field {...text} name="periodFrom" type="date" label={view.t('対象期間(から)', 'Covers from')} value={typed.periodFrom} />
        <Field {...text} name="periodTo" type="date" label={view.t('対象期間(まで)', 'Covers to')} value={typed.periodTo} />
      </div>
      <p class="quiet">
        {view.t(
          'その証跡が示している期間です。登録した日ではありません。',
          'The days that it tells of, not the day on which it is added.',
        )}
      </p>
      <div class="pair">
        <Field {...text} name="issuedOn" type="date" label={view.t('発行日', 'Issued on')} value={typed.issuedOn} />
        <Field {...text} name="validUntil" type="date" label={view.t('有効期限', 'Valid until')} value={typed.validUntil} />
      </div>
      <div class="pair">
        <Field
          {...text}
          name="source"
          label={view.t('作成元(部署・会社・システム)', 'Source (department, firm, system)')}
          value={typed.source}
          {...boundsOf(NEW_PIECE, 'source')}
        />
        <Field
          {...text}
          name="custodian"
          label={view.t('保管者', 'Custodian')}
          value={typed.custodian}
          {...boundsOf(NEW_PIECE, 'custodian')}
        />
      </div>
      <label class="check">
        <input type="checkbox" name="insidersOnly" value="1" checked={typed.insidersOnly === '1'} />
        <span>{view.t('社外の人に見せない(契約中の専門家にも)', 'Not for outsiders, engaged experts included')}</span>
      </label>
    </>
  )
}

const Select: FC<Around & { name: string; label: string; children: Child }> = ({ view, name, label, refusals, children }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select name={name} id={name}>
      {children}
    </select>
    <OwnRefusals view={view} id={name} own={refusals.filter(({ field }) => field === name)} />
  </div>
)

/** What the field for files has to know: how large one may be, and which ones a refused form had brought. */
export type FilesProps = Pick<Parameters<typeof UploadField>[0], 'most' | 'before'>

/** Where the content is: a file, an address, or with somebody. Without a script all three stand there; only the chosen one counts. */
export const ContentFields: FC<Around & { typed: TypedContent; files: FilesProps; many?: boolean }> = ({
  view,
  refusals,
  typed,
  files,
  many = false,
}) => {
  const text = { view, refusals }
  const chosen = CONTENT_TYPES.find((one) => one === typed.content) ?? 'file'
  return (
    <Choices view={view} name="content" class="content-choice" legend={view.t('中身', 'Content')} refusals={refusals}>
      {CONTENT_TYPES.map((type) => (
        <>
          <label class="choice">
            <input type="radio" name="content" value={type} checked={chosen === type} />
            <span>{view.say(TYPE_WORDS[type])}</span>
          </label>
          <div class={`content-part ${type}`}>
            {type === 'file' ? <FilePart view={view} refusals={refusals} many={many} {...files} /> : null}
            {type === 'link' ? (
              <Field
                {...text}
                name="href"
                type="url"
                label={view.t('アドレス', 'Address')}
                value={typed.href}
                {...boundsOf(NEW_PIECE, 'href')}
              />
            ) : null}
            {type === 'kept' ? (
              <>
                <Field
                  {...text}
                  name="place"
                  label={view.t('どこに', 'Where')}
                  help={view.t('例: 総務部の鍵付き書庫、社内の共有フォルダの場所', 'A locked cabinet, a shared folder')}
                  value={typed.place}
                  {...boundsOf(NEW_PIECE, 'place')}
                />
                <Field
                  {...text}
                  name="keeper"
                  label={view.t('だれが', 'By whom')}
                  value={typed.keeper}
                  {...boundsOf(NEW_PIECE, 'keeper')}
                />
                <Field
                  {...text}
                  name="sha256"
                  label={view.t('SHA-256(分かれば)', 'SHA-256, where it is known')}
                  help={view.t(
                    'ファイルを社外に出さずに、あとで同じものだと確かめられます。',
                    'The file stays in the house, and can be proved to be the same later.',
                  )}
                  value={typed.sha256}
                />
                <HashOfFile view={view} into="sha256" />
              </>
            ) : null}
          </div>
        </>
      ))}
    </Choices>
  )
}

const FilePart: FC<Around & FilesProps & { many: boolean }> = ({ view, refusals, many, ...files }) => (
  <UploadField
    view={view}
    label={view.t('ファイル', 'File')}
    help={
      many
        ? view.t(
            'いくつも選べます。1つずつ別の証跡になり、ほかの項目は同じものが入ります。',
            'Choose as many as you like: each becomes a piece of its own, with the same details.',
          )
        : view.t('前の版も残ります。', 'Versions before stay.')
    }
    many={many}
    refusals={refusals}
    {...files}
  />
)

const TYPE_WORDS = {
  file: { ja: 'ファイルか写真', en: 'A file or a photo' },
  link: { ja: 'リンク(社内のファイル置き場など)', en: 'A link' },
  kept: { ja: '手元に保管(紙や、外に出せないファイル)', en: 'Kept elsewhere: paper, or a file that stays in the house' },
}
