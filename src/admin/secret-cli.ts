import { BadInput, type Command, type Terminal } from '../cli/command.ts'
import { withContext } from '../cli/context.ts'
import { readOptions } from '../cli/options.ts'
import type { Environment } from '../config.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../kernel/refusal.ts'
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
      if (!run || rest.length > 0) throw new BadInput('secret の次に、status、change、forget のどれか1つを書いてください。')
      if (what === 'forget' && !flag('yes')) throw new BadInput(FORGET)
      return withContext(env, terminal, async (context) => {
        await run(context, terminal)
        return 0
      })
    },
  }
}

type Run = (context: Context, terminal: Terminal) => Promise<void>

async function status({ secrets }: Context, terminal: Terminal): Promise<void> {
  secrets.ring.forEach((one, index) => {
    const use =
      index === 0 ? 'いま使っている' : 'master' in one ? '前の値 (読むためだけに残している)' : '忘れた (署名を確かめる公開鍵だけ)'
    terminal.out(`${one.version}  ${use}  公開鍵 ${toKeyText(secrets.publicKeys[index] ?? secrets.publicKey)}`)
  })
}

async function change(context: Context, terminal: Terminal): Promise<void> {
  const { version, anew, unreadable, logs } = done(await changeSecret(context))
  terminal.out(`秘密の値を新しくしました (${version}番)。${anew}件に封をし直し、${logs}本の記録に署名し直しました。`)
  if (unreadable > 0) terminal.err(`注意: 前から読めないものが${unreadable}件あります (別の秘密の値で封をされています)。`)
  terminal.err(
    '前の値は、回復コードやブラウザの印を確かめるために残してあります。バックアップを取り直し、公開鍵を控え直してください。',
  )
  await status(context, terminal)
}

async function forget(context: Context, terminal: Terminal): Promise<void> {
  const { recoveryCodes } = done(await forgetOldSecrets(context))
  terminal.out('前の秘密の値を捨てました。それまでのバックアップを読むには、それといっしょに取った秘密の値が要ります。')
  if (recoveryCodes > 0) terminal.out(`${recoveryCodes}人の回復コードが使えなくなりました。本人にメールで知らせます。`)
}

const RUNS = new Map<string, Run>([
  ['status', status],
  ['change', change],
  ['forget', forget],
])

const FORGET =
  '前の秘密の値を捨てます。前の値で作った回復コードは使えなくなり、本人にメールで知らせます。よければ --yes を付けて実行してください。'

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new BadInput(outcome.refusals.map(({ words }) => words.ja).join('\n'))
  return outcome.value
}
