import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../kernel/refusal.ts'
import { OwnRefusals } from './components.tsx'
import { Icon } from './icon.tsx'
import type { View } from './view.ts'

/**
 * A field for one file, chosen, or dropped anywhere on it. Without a script it is the browser's own; the script (`browser/file-field.ts`)
 * tells name and size, refuses what is larger than `megabytes` or has none of the endings of `accept` before it is sent, and shows how
 * far the sending has come.
 */
export const FileField: FC<{
  view: View
  name: string
  label: string
  help?: Child
  /** Endings with their dot. */
  accept: readonly string[]
  megabytes: number
  refusals?: readonly Refusal[]
}> = ({ view, name, label, help, accept, megabytes, refusals = [] }) => {
  const own = refusals.filter((refusal) => refusal.field === name)
  const describing = [help ? `${name}-help` : '', `${name}-takes`, own.length > 0 ? `${name}-refusal` : '']
  const endings = accept.join(view.t('、', ', '))
  return (
    <div
      class="field file-field"
      data-megabytes={megabytes}
      data-too-large={view.t(
        `このファイルは大きすぎます。送れるのは${megabytes} MBまでです。`,
        `This file is too large: at most ${megabytes} MB can be sent.`,
      )}
      data-wrong-kind={view.t(`読めるのは ${endings} のファイルです。`, `Only ${endings} can be read.`)}
      data-unsent={view.t(
        '送れませんでした。つながりを確かめて、もう一度押してください。ファイルは選んだままです。',
        'It could not be sent. Check your connection and press again; the file is still chosen.',
      )}
    >
      <label for={name}>
        {label}
        <span class="required">{view.t('必須', 'Required')}</span>
      </label>
      {help ? <p id={`${name}-help`}>{help}</p> : null}
      <div class="drop">
        <input
          type="file"
          id={name}
          name={name}
          required
          accept={accept.join(',')}
          aria-describedby={describing.filter(Boolean).join(' ')}
          aria-invalid={own.length > 0 ? 'true' : undefined}
        />
        <p class="scripted-only">
          <Icon name="arrow-up-tray" />
          <strong>{view.t('ファイルを選ぶか、ここに置く', 'Choose a file, or drop it here')}</strong>
        </p>
        <p class="quiet" id={`${name}-takes`}>
          {view.t(`${endings}(${megabytes} MBまで)`, `${endings}, ${megabytes} MB at most`)}
        </p>
        <p class="picked" role="status"></p>
      </div>
      <p class="refusal" role="alert" hidden></p>
      <progress max="1" hidden aria-label={view.t('送っています', 'Sending')}></progress>
      <OwnRefusals view={view} id={name} own={own} />
    </div>
  )
}
