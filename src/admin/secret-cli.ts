import { accepted, BadInput, type Command, type Terminal } from '../cli/command.ts'
import { withContext } from '../cli/context.ts'
import { readOptions } from '../cli/options.ts'
import type { Environment } from '../config.ts'
import type { Context } from '../context.ts'
import { speakerOf } from '../kernel/refusal.ts'
import { toKeyText } from '../log/index.ts'
import { changeSecret, forgetOldSecrets } from './secret-actions.ts'

/** `hoshitori secret`: another secret for the installation, while it runs. */
export function secretCommand(env: Environment): Command {
  return {
    name: 'secret',
    usage: ['secret status', 'secret change', 'secret forget --yes'],
    about: {
      ja: '秘密の値を新しくする (動いているサーバのまま、封をし直し、記録に署名し直します)',
      en: 'Change the secret: seals and signs everything anew, while the server runs',
    },
    run: async (args, terminal) => {
      const { words, flag } = readOptions(args, [], ['yes'])
      const [what = '', ...rest] = words
      const run = RUNS.get(what)
      if (!run || rest.length > 0)
        throw new BadInput(
          'secret の次に、status、change、forget のどれか1つを書いてください。',
          'Write one of status, change and forget after secret.',
        )
      if (what === 'forget' && !flag('yes'))
        throw new BadInput(
          '前の秘密の値を捨てます。前の値で作った回復コードは使えなくなり、本人にメールで知らせます。よければ --yes を付けて実行してください。',
          'This throws the former secrets away: recovery codes made with them work no more, and their owners are told by mail. If that is meant, run it with --yes.',
        )
      return withContext(env, terminal, async (context) => {
        await run(context, terminal)
        return 0
      })
    },
  }
}

type Run = (context: Context, terminal: Terminal) => Promise<void>

async function status({ secrets }: Context, terminal: Terminal): Promise<void> {
  const t = speakerOf(terminal.lang)
  secrets.ring.forEach((one, index) => {
    const old =
      'master' in one
        ? t('前の値 (読むためだけに残している)', 'former, kept for reading alone')
        : t('忘れた (署名を確かめる公開鍵だけ)', 'forgotten: only the public key is left')
    const use = index === 0 ? t('いま使っている', 'in use') : old
    const key = toKeyText(secrets.publicKeys[index] ?? secrets.publicKey)
    terminal.out(`${one.version}  ${use}  ${t('公開鍵', 'public key')} ${key}`)
  })
}

async function change(context: Context, terminal: Terminal): Promise<void> {
  const t = speakerOf(terminal.lang)
  const { version, anew, unreadable, logs } = accepted(await changeSecret(context))
  terminal.out(
    t(
      `秘密の値を新しくしました (${version}番)。${anew}件に封をし直し、${logs}本の記録に署名し直しました。`,
      `The secret is a new one (version ${version}). Sealed anew: ${anew}; logs signed anew: ${logs}.`,
    ),
  )
  if (unreadable > 0)
    terminal.err(
      t(
        `注意: 前から読めないものが${unreadable}件あります (別の秘密の値で封をされています)。`,
        `Note: ${unreadable} could not be read before either: they were sealed with another secret.`,
      ),
    )
  terminal.err(
    t(
      '前の値は、回復コードやブラウザの印を確かめるために残してあります。バックアップを取り直し、公開鍵を控え直してください。',
      'The former one is kept to check recovery codes and known browsers. Make a new backup, and note the new public key.',
    ),
  )
  await status(context, terminal)
}

async function forget(context: Context, terminal: Terminal): Promise<void> {
  const t = speakerOf(terminal.lang)
  const { recoveryCodes } = accepted(await forgetOldSecrets(context))
  terminal.out(
    t(
      '前の秘密の値を捨てました。それまでのバックアップを読むには、それといっしょに取った秘密の値が要ります。',
      'The former secrets are gone. Backups of before are read with the secret that was kept with them.',
    ),
  )
  if (recoveryCodes > 0)
    terminal.out(
      t(
        `${recoveryCodes}人の回復コードが使えなくなりました。本人にメールで知らせます。`,
        `The recovery codes of ${recoveryCodes} people work no more. They are told by mail.`,
      ),
    )
}

const RUNS = new Map<string, Run>([
  ['status', status],
  ['change', change],
  ['forget', forget],
])
