import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../kernel/refusal.ts'
import { assets } from './assets.ts'
import { OwnRefusals } from './components.tsx'
import { Icon } from './icon.tsx'
import type { View } from './view.ts'

/** A file that was sent before the form: by its id the form names it. */
type SentBefore = { id: string; name: string; bytes: number; size: string }

/**
 * A field for files that are sent at once, each with its hash, before the form is: chosen, or dropped on it, or photographed. The form
 * then brings their ids as `uploads`. The script (`src/files/browser`) is loaded here alone; without it the files, as `file` and `photo`,
 * come with the form.
 */
export const UploadField: FC<{
  view: View
  label: string
  help?: Child
  /** Several files may be chosen; otherwise the one that is chosen last counts. */
  many: boolean
  /** The most bytes of a file, and the same in words. */
  most: { bytes: number; words: string }
  /** What a refused form had brought. */
  before?: readonly SentBefore[]
  refusals?: readonly Refusal[]
}> = ({ view, label, help, many, most, before = [], refusals = [] }) => {
  const own = refusals.filter(({ field }) => field === 'file')
  const describing = [help ? 'file-help' : '', 'file-takes', own.length > 0 ? 'file-refusal' : '']
  return (
    <div
      class="field upload-field"
      data-uploads={view.to('/uploads')}
      data-hasher={assets.hasher}
      data-most={most.bytes}
      {...wordsOf(view, most.words)}
    >
      <label for="file">{label}</label>
      {help ? <p id="file-help">{help}</p> : null}
      <div class="drop">
        <input type="file" id="file" name="file" multiple={many} aria-describedby={describing.filter(Boolean).join(' ')} />
        <p class="scripted-only">
          <Icon name="arrow-up-tray" />
          <strong>{view.t('ファイルを選ぶか、ここに置く', 'Choose files, or drop them here')}</strong>
        </p>
        <p class="quiet" id="file-takes">
          {view.t(`1つ${most.words}まで`, `${most.words} each at most`)}
        </p>
      </div>
      <noscript>
        <p class="quiet">
          {view.t(
            'JavaScriptを使わない設定では、合わせて10 MBまで送れます。',
            'Without JavaScript at most 10 MB can be sent in all.',
          )}
        </p>
      </noscript>
      <ul class="uploads">
        {before.map((sent) => (
          <UploadRow view={view} sent={sent} />
        ))}
      </ul>
      <template>
        <UploadRow view={view} />
      </template>
      <p class="tally quiet" role="status"></p>
      <p class="refusal" role="alert" hidden></p>
      <p class="photo">
        <label class="button second small" for="photo">
          {view.t('写真を撮る(スマートフォン)', 'Take a photo (phone)')}
        </label>
        <input type="file" id="photo" name="photo" accept="image/*" capture="environment" />
      </p>
      <OwnRefusals view={view} id="file" own={own} />
      <script type="module" src={assets.uploads}></script>
    </div>
  )
}

/** A file: its name, how far it has come, and what can be done about that. */
const UploadRow: FC<{ view: View; sent?: SentBefore }> = ({ view, sent }) => (
  <li data-upload={sent?.id} data-bytes={sent?.bytes}>
    {sent ? <input type="hidden" name="uploads" value={sent.id} /> : null}
    <p>
      <b>{sent?.name}</b> <small>{sent?.size}</small>
    </p>
    <progress max="1" hidden={sent !== undefined} aria-label={view.t('進み具合', 'Progress')}></progress>
    <p class="said">{sent ? view.t('送りました', 'Sent') : null}</p>
    <p class="actions scripted-only">
      <button type="button" class="second small" data-act="pause" hidden>
        {view.t('一時停止', 'Pause')}
      </button>
      <button type="button" class="second small" data-act="resume" hidden>
        {view.t('続ける', 'Go on')}
      </button>
      <button type="button" class="second small" data-act="remove">
        {view.t('取り消す', 'Remove')}
      </button>
    </p>
  </li>
)

/** Computes the SHA-256 of a file into the field `into`. The file is not sent: its input has no name. */
export const HashOfFile: FC<{ view: View; into: string }> = ({ view, into }) => (
  <div
    class="field hash-of-file scripted-only"
    data-into={into}
    data-hasher={assets.hasher}
    data-unreadable={UNREADABLE[view.lang]}
    data-done={view.t(
      '計算して、上の欄に入れました。ファイルは送っていません。',
      'It was computed and stands above. The file was not sent.',
    )}
    data-hashing={view.t('このパソコンの中で計算しています', 'Being computed on this computer')}
  >
    <label for={`${into}-file`}>{view.t('ファイルから計算する', 'Compute it from the file')}</label>
    <div class="drop">
      <input type="file" id={`${into}-file`} aria-describedby={`${into}-file-stays`} />
      <p>
        <Icon name="document-text" />
        <strong>{view.t('ファイルを選ぶか、ここに置く', 'Choose the file, or drop it here')}</strong>
      </p>
      <p class="quiet" id={`${into}-file-stays`}>
        {view.t('ファイルは送りません', 'The file is not sent')}
      </p>
    </div>
    <progress max="1" hidden aria-label={view.t('進み具合', 'Progress')}></progress>
    <p class="quiet said" role="status"></p>
    <script type="module" src={assets.uploads}></script>
  </div>
)

const UNREADABLE = {
  ja: 'このファイルを読めません。書き換えられたか、移されたようです。もう一度選んでください。',
  en: 'This file cannot be read: it seems to have been changed or moved. Choose it again.',
}

/** What the script says of a file, by the state that it is in. */
function wordsOf(view: View, most: string): Record<`data-${string}`, string> {
  return {
    'data-waiting': view.t('順番を待っています', 'Waiting for its turn'),
    'data-hashing': view.t('このパソコンの中で、ハッシュを計算しています', 'Its hash is computed on this computer'),
    'data-sending': view.t('送っています', 'Sending'),
    'data-paused': view.t('止めています', 'Paused'),
    'data-lost': view.t('つながりません。つながったら、続きから送ります', 'There is no connection; it goes on once there is one'),
    'data-signed-out': view.t(
      'サインインが切れました。別のタブでサインインしてから「続ける」を押してください',
      'You are signed out. Sign in in another tab, then press “Go on”',
    ),
    'data-again': view.t(
      'ここまで届いています。同じファイルをもう一度選ぶと、続きから送ります',
      'So much has arrived. Choose the same file again to go on from there',
    ),
    'data-sent': view.t('送りました', 'Sent'),
    'data-unreadable': UNREADABLE[view.lang],
    'data-empty': view.t('中身のないファイルです。', 'The file is empty.'),
    'data-too-large': view.t(
      `${most}を超えています。分けるか、手元に置いてハッシュだけを登録してください。`,
      `It is larger than ${most}. Split it, or keep it and register its hash.`,
    ),
    'data-fault': view.t('送れませんでした。「続ける」で、もう一度試せます', 'It could not be sent. Press “Go on” to try again'),
    'data-tally': view.t('{all}件のうち{sent}件を送りました。', '{sent} of {all} sent.'),
    'data-unfinished': view.t(
      '送り終わっていないファイルがあります。終わるまで待つか、取り消してから、もう一度押してください。',
      'Some files are not sent yet. Wait until they are, or remove them, and press again.',
    ),
  }
}
