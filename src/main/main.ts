import type { CatalogueTerminal } from '../catalogue/index.ts'
import { BadInput, type Command, RefusedInput } from '../cli/command.ts'
import { type Lang, speakerOf } from '../kernel/refusal.ts'

/** Runs one command line, in the language of its `--lang`; returns the exit code: 0 done, 1 fault, 2 bad input. */
export async function runCommand(
  line: string[],
  commands: readonly Command<CatalogueTerminal>[],
  version: string,
  outside: CatalogueTerminal,
): Promise<number> {
  const { lang, args } = readLang(line)
  const terminal = { ...outside, lang: lang ?? 'ja' }
  const t = speakerOf(terminal.lang)
  if (lang === undefined) {
    terminal.err(NO_LANG)
    return 2
  }
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(help(commands, lang))
    return 0
  }
  if (name === '--version' || name === '-V') {
    terminal.out(version)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  if (!command) {
    terminal.err(
      t(
        `「${name}」という命令はありません。hoshitori --help で一覧が見られます。`,
        `There is no command “${name}”. hoshitori --help --lang en lists them.`,
      ),
    )
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out([command.about[lang], '', ...command.usage.map((line) => `  hoshitori ${line}`)].join('\n'))
    return 0
  }
  try {
    return await command.run(rest, { ...terminal, line })
  } catch (fault) {
    if (!(fault instanceof BadInput)) throw fault
    terminal.err(fault.words[lang])
    if (!(fault instanceof RefusedInput))
      terminal.err(`${t('使い方', 'Usage')}:\n${command.usage.map((line) => `  hoshitori ${line}`).join('\n')}`)
    return 2
  }
}

/** Takes `--lang ja` or `--lang en` out of a line, wherever it stands; nothing for the language where it names no such. */
function readLang(line: string[]): { lang: Lang | undefined; args: string[] } {
  const at = line.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  if (at < 0) return { lang: 'ja', args: line }
  const [option = '', next] = line.slice(at)
  const apart = option === '--lang'
  const wished = apart ? next : option.slice('--lang='.length)
  return { lang: (['ja', 'en'] as const).find((lang) => lang === wished), args: line.toSpliced(at, apart ? 2 : 1) }
}

const NO_LANG = '--lang は ja か en にしてください。\n--lang has to be ja or en.'

function help(commands: readonly Command<CatalogueTerminal>[], lang: Lang): string {
  const t = speakerOf(lang)
  return [
    t(
      '星取 (Hoshitori): SCS評価制度の★をめざす会社のための道具',
      'Hoshitori (星取): for firms that work towards a ★ of the SCS evaluation scheme',
    ),
    '',
    t('使い方:', 'Usage:'),
    ...commands.flatMap((command) => [`  ${command.about[lang]}`, ...command.usage.map((line) => `    hoshitori ${line}`)]),
    '',
    '  hoshitori --help | --version',
    t('  どの命令にも: --lang ja|en (既定 ja)', '  With every command: --lang ja|en (ja where it is not given)'),
    '',
    t(
      '環境変数: PORT (既定 8080)、HOSHITORI_DATA (データのフォルダ)、DATABASE_URL (PostgreSQL を使うとき)、',
      'Environment: PORT (8080), HOSHITORI_DATA (the data folder), DATABASE_URL (to use PostgreSQL),',
    ),
    t(
      '  HOSHITORI_URL (ほかのパソコンからも使うときの https のアドレス)、SMTP_URL と MAIL_FROM (メール)。ほかは hoshitori settings で見られます。',
      '  HOSHITORI_URL (the https address, for other computers too), SMTP_URL and MAIL_FROM (mail). hoshitori settings shows the others.',
    ),
    t('終了コード: 0 できた、1 障害、2 入力の誤り', 'Exit codes: 0 done, 1 fault, 2 bad input'),
  ].join('\n')
}
