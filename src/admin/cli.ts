import { accepted, BadInput, type Command, type Terminal } from '../cli/command.ts'
import { withContext } from '../cli/context.ts'
import { readOptions } from '../cli/options.ts'
import type { Environment } from '../config.ts'
import type { Context } from '../context.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
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
      if (!action) {
        const known = [...ACTIONS.keys()]
        throw new BadInput(
          `admin の次に、${known.join('、')} のどれかを書いてください。`,
          `Write one of these after admin: ${known.join(', ')}`,
        )
      }
      const [wanted, run] = action
      if (rest.length !== wanted)
        throw wanted === 0
          ? new BadInput(`admin ${what} のあとに余分な言葉があります。`, `There is a word too many after admin ${what}.`)
          : new BadInput(`admin ${what} のあとに、対象を1つ書いてください。`, `Name one after admin ${what}.`)
      const call: Call = {
        subject: rest[0] ?? '',
        option,
        needed: (name) => {
          const value = option(name)
          if (value === undefined) throw new BadInput(`--${name} を指定してください。`, `Give --${name}.`)
          return value
        },
        yes: flag('yes'),
        terminal,
        lang: terminal.lang ?? 'ja',
        t: speakerOf(terminal.lang),
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
  lang: Lang
  t: Speak
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

function accounts({ option, terminal, lang, t }: Call) {
  return async (context: Context) => {
    const found = await admin.readAccounts(context, option('search') ?? '')
    for (const { email, name, organisations, factors, lockedUntil, demo } of found) {
      const second = factorWords(factors)[lang] || t('なし', 'none')
      const until = lockedUntil && toWordsInJapan(lockedUntil, lang)
      const locked = until ? t(`、${until} まで停止中`, `, locked until ${until}`) : ''
      const where = organisations.join(t('・', ', ')) || t('組織なし', 'no organisation')
      const told = t(`二要素: ${second}`, `second factor: ${second}`)
      terminal.out(`${email}  ${name}  ${where}  ${told}${locked}${demo ? t('、デモ', ', demo') : ''}`)
    }
    terminal.err(t(`アカウント ${found.length}件`, `Accounts: ${found.length}`))
  }
}

function unlock({ subject, terminal, t }: Call) {
  return async (context: Context) => {
    const locks = accepted(await admin.unlock(context, subject))
    terminal.out(
      locks > 0
        ? t(`${subject} の停止を解きました。すぐにサインインできます。`, `Unlocked ${subject}: signing in works at once.`)
        : t(
            `${subject} は停止していませんでした。失敗の数だけ、はじめに戻しました。`,
            `${subject} was not locked. Only the count of failures began anew.`,
          ),
    )
  }
}

function resetLink({ subject, terminal, lang, t }: Call) {
  return async (context: Context) => {
    const { link, until } = accepted(await admin.makeResetLink(context, subject))
    terminal.out(link)
    const last = toWordsInJapan(until, lang)
    terminal.err(
      t(
        `${last} まで、一度だけ使えます。本人だと確かめたうえで、安全な方法で渡してください。`,
        `Works once, until ${last}. Make sure who asks for it, and hand it over safely.`,
      ),
    )
  }
}

function removeSecondFactor({ subject, yes, terminal, lang, t }: Call) {
  if (!yes)
    throw new BadInput(
      `${subject} の二要素認証をすべて外します。本人だと確かめたうえで、--yes を付けて実行してください。`,
      `This removes every second factor of ${subject}. Make sure who asks for it, then run it with --yes.`,
    )
  return async (context: Context) => {
    const removed = factorWords(accepted(await admin.removeSecondFactor(context, subject)))[lang]
    terminal.out(
      removed
        ? t(
            `${subject} の二要素認証を外しました (${removed})。本人にメールで知らせます。`,
            `Removed the second factor of ${subject} (${removed}). They are told by mail.`,
          )
        : t(`${subject} に二要素認証はありませんでした。`, `${subject} had no second factor.`),
    )
  }
}

function endSessions({ subject, terminal, t }: Call) {
  return async (context: Context) => {
    const ended = accepted(await admin.endSessions(context, subject))
    terminal.out(t(`${subject} のサインインを ${ended}件 終わらせました。`, `Ended sessions of ${subject}: ${ended}`))
  }
}

function organisations({ terminal, lang, t }: Call) {
  return async (context: Context) => {
    const found = await admin.readOrganisations(context)
    for (const { id, name, kinds, people, seated, demo } of found) {
      const count = t(`${people}人 (サインインできる人 ${seated}人)`, `people: ${people} (who can sign in: ${seated})`)
      terminal.out(`${id}  ${name}  ${kindNames(kinds)[lang]}  ${count}${demo ? t('、デモ', ', demo') : ''}`)
    }
    terminal.err(t(`組織 ${found.length}件`, `Organisations: ${found.length}`))
  }
}

function organisation({ subject, needed, terminal, lang, t }: Call) {
  const kinds = listOf(needed('kinds'))
  return async (context: Context) => {
    const { name, kinds: now } = accepted(await admin.appoint(context, subject, kinds))
    const words = kindNames(now)[lang]
    terminal.out(t(`「${name}」の立場を ${words} にしました。`, `“${name}” is now: ${words}`))
  }
}

function openSignIn({ subject, terminal, t }: Call) {
  return async (context: Context) => {
    const { name, opened } = accepted(await admin.openSignIn(context, subject))
    terminal.out(
      opened
        ? t(
            `「${name}」に、パスワードやパスキーでもサインインできるようにしました。`,
            `One can sign in to “${name}” by password or passkey, too, from now on.`,
          )
        : t(
            `「${name}」には、前からパスワードやパスキーでもサインインできます。`,
            `One could sign in to “${name}” by password or passkey before.`,
          ),
    )
  }
}

function invite(call: Call) {
  const wish = { ...guestOf(call.needed), role: call.option('role') ?? 'responsible' }
  return async (context: Context) => tellOf(accepted(await admin.invite(context, wish)), wish.name, call)
}

function register(call: Call) {
  const wish = { ...guestOf(call.needed), kinds: listOf(call.option('kinds') ?? 'applicant') }
  return async (context: Context) => tellOf(accepted(await admin.register(context, wish)), wish.name, call)
}

function guestOf(needed: Call['needed']) {
  return { organisation: needed('organisation'), name: needed('name'), email: needed('email') }
}

function tellOf(
  { link, until, organisation: where, takesOver }: admin.Invited,
  name: string,
  { terminal, lang, t }: Pick<Call, 'terminal' | 'lang' | 't'>,
): void {
  terminal.out(link)
  if (takesOver)
    terminal.err(
      t(
        `${name}さんは名前だけで登録されていたので、その席を引き継ぎます。`,
        `${name} was there by name alone, and takes over that seat.`,
      ),
    )
  const last = toWordsInJapan(until, lang)
  terminal.err(
    t(
      `「${where}」への招待です。${last} まで、一度だけ使えます。本人に渡してください (メールは送っていません)。`,
      `An invitation to “${where}”. It works once, until ${last}. Hand it over: no mail was sent.`,
    ),
  )
}

function listOf(text: string): string[] {
  return text
    .split(/[,、]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
