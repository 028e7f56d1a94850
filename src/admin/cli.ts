import { BadInput, type Command, type Terminal } from '../cli/command.ts'
import { withContext } from '../cli/context.ts'
import { readOptions } from '../cli/options.ts'
import type { Environment } from '../config.ts'
import type { Context } from '../context.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import type { Outcome } from '../kernel/refusal.ts'
import * as admin from './actions.ts'
import { factorWords, kindNames } from './event-words.ts'

export { secretCommand } from './secret-cli.ts'

/** `hoshitori admin`: for whoever keeps the server, above all for those who are locked out. */
export function adminCommand(env: Environment): Command {
  return {
    name: 'admin',
    usage: [
      'admin accounts [--search WORDS]',
      'admin unlock ADDRESS',
      'admin reset-link ADDRESS',
      'admin remove-second-factor ADDRESS --yes',
      'admin end-sessions ADDRESS',
      'admin organisations',
      'admin organisation NAME|ID --kinds applicant,evaluationBody,…',
      'admin open-sign-in NAME|ID',
      'admin invite --organisation NAME|ID --name NAME --email ADDRESS [--role responsible]',
      'admin register --organisation NAME --name NAME --email ADDRESS [--kinds applicant,…]',
    ],
    about: {
      ja: 'サーバーの管理: 入れなくなった人を助ける、組織を作る、人を招く (すべて記録に残ります)',
      en: 'Keep the server: help whoever is locked out, create organisations, invite people (all of it is logged)',
    },
    run: async (args, terminal) => {
      const { words, option, flag } = readOptions(args, ['search', 'kinds', 'organisation', 'name', 'email', 'role'], ['yes'])
      const [what = '', ...rest] = words
      const action = ACTIONS.get(what)
      if (!action) throw new BadInput(`admin の次に、${[...ACTIONS.keys()].join('、')} のどれかを書いてください。`)
      const [wanted, run] = action
      if (rest.length !== wanted)
        throw new BadInput(
          wanted === 0 ? `admin ${what} のあとに余分な言葉があります。` : `admin ${what} のあとに、対象を1つ書いてください。`,
        )
      const call: Call = {
        subject: rest[0] ?? '',
        option,
        needed: (name) => {
          const value = option(name)
          if (value === undefined) throw new BadInput(`--${name} を指定してください。`)
          return value
        },
        yes: flag('yes'),
        terminal,
      }
      const work = run(call)
      return withContext(env, terminal, async (context) => {
        await work(context)
        return 0
      })
    },
  }
}

type Call = {
  subject: string
  option(name: string): string | undefined
  /** Throws BadInput where it is not there. */
  needed(name: string): string
  yes: boolean
  terminal: Terminal
}
/** Looks at the call before the database is opened, and says what is to be done with it. */
type Run = (call: Call) => (context: Context) => Promise<void>

/** What each word does, and how many words follow it. */
const ACTIONS = new Map<string, [number, Run]>([
  ['accounts', [0, accounts]],
  ['unlock', [1, unlock]],
  ['reset-link', [1, resetLink]],
  ['remove-second-factor', [1, removeSecondFactor]],
  ['end-sessions', [1, endSessions]],
  ['organisations', [0, organisations]],
  ['organisation', [1, organisation]],
  ['open-sign-in', [1, openSignIn]],
  ['invite', [0, invite]],
  ['register', [0, register]],
])

function accounts({ option, terminal }: Call) {
  return async (context: Context) => {
    const found = await admin.readAccounts(context, option('search') ?? '')
    for (const { email, name, organisations, factors, lockedUntil, demo } of found) {
      const second = factorWords(factors).ja || 'なし'
      const locked = lockedUntil ? `、${toWordsInJapan(lockedUntil)} まで停止中` : ''
      const where = organisations.length > 0 ? organisations.join('・') : '組織なし'
      terminal.out(`${email}  ${name}  ${where}  二要素: ${second}${locked}${demo ? '、デモ' : ''}`)
    }
    terminal.err(`アカウント ${found.length}件`)
  }
}

function unlock({ subject, terminal }: Call) {
  return async (context: Context) => {
    const locks = done(await admin.unlock(context, subject))
    terminal.out(
      locks > 0
        ? `${subject} の停止を解きました。すぐにサインインできます。`
        : `${subject} は停止していませんでした。失敗の数だけ、はじめに戻しました。`,
    )
  }
}

function resetLink({ subject, terminal }: Call) {
  return async (context: Context) => {
    const { link, until } = done(await admin.makeResetLink(context, subject))
    terminal.out(link)
    terminal.err(`${toWordsInJapan(until)} まで、一度だけ使えます。本人だと確かめたうえで、安全な方法で渡してください。`)
  }
}

function removeSecondFactor({ subject, yes, terminal }: Call) {
  if (!yes)
    throw new BadInput(`${subject} の二要素認証をすべて外します。本人だと確かめたうえで、--yes を付けて実行してください。`)
  return async (context: Context) => {
    const removed = factorWords(done(await admin.removeSecondFactor(context, subject))).ja
    terminal.out(
      removed
        ? `${subject} の二要素認証を外しました (${removed})。本人にメールで知らせます。`
        : `${subject} に二要素認証はありませんでした。`,
    )
  }
}

function endSessions({ subject, terminal }: Call) {
  return async (context: Context) => {
    terminal.out(`${subject} のサインインを ${done(await admin.endSessions(context, subject))}件 終わらせました。`)
  }
}

function organisations({ terminal }: Call) {
  return async (context: Context) => {
    const found = await admin.readOrganisations(context)
    for (const { id, name, kinds, people, seated, demo } of found) {
      terminal.out(`${id}  ${name}  ${kindNames(kinds).ja}  ${people}人 (サインインできる人 ${seated}人)${demo ? '、デモ' : ''}`)
    }
    terminal.err(`組織 ${found.length}件`)
  }
}

function organisation({ subject, needed, terminal }: Call) {
  const kinds = listOf(needed('kinds'))
  return async (context: Context) => {
    const { name, kinds: now } = done(await admin.appoint(context, subject, kinds))
    terminal.out(`「${name}」の立場を ${kindNames(now).ja} にしました。`)
  }
}

function openSignIn({ subject, terminal }: Call) {
  return async (context: Context) => {
    const { name, opened } = done(await admin.openSignIn(context, subject))
    terminal.out(
      opened
        ? `「${name}」に、パスワードやパスキーでもサインインできるようにしました。`
        : `「${name}」には、前からパスワードやパスキーでもサインインできます。`,
    )
  }
}

function invite({ needed, option, terminal }: Call) {
  const wish = { ...guestOf(needed), role: option('role') ?? 'responsible' }
  return async (context: Context) => tellOf(done(await admin.invite(context, wish)), wish.name, terminal)
}

function register({ needed, option, terminal }: Call) {
  const wish = { ...guestOf(needed), kinds: listOf(option('kinds') ?? 'applicant') }
  return async (context: Context) => tellOf(done(await admin.register(context, wish)), wish.name, terminal)
}

function guestOf(needed: Call['needed']) {
  return { organisation: needed('organisation'), name: needed('name'), email: needed('email') }
}

function tellOf({ link, until, organisation: where, takesOver }: admin.Invited, name: string, terminal: Terminal): void {
  terminal.out(link)
  if (takesOver) terminal.err(`${name}さんは名前だけで登録されていたので、その席を引き継ぎます。`)
  terminal.err(
    `「${where}」への招待です。${toWordsInJapan(until)} まで、一度だけ使えます。本人に渡してください (メールは送っていません)。`,
  )
}

function listOf(text: string): string[] {
  return text
    .split(/[,、]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new BadInput(outcome.refusals.map(({ words }) => words.ja).join('\n'))
  return outcome.value
}
