import type { CatalogueTerminal } from '../catalogue/index.ts'
import { BadInput, type Command, RefusedInput } from '../cli/command.ts'

/** Runs one command line; returns the exit code: 0 done, 1 fault, 2 bad input. */
export async function runCommand(
  args: string[],
  commands: readonly Command<CatalogueTerminal>[],
  version: string,
  terminal: CatalogueTerminal,
): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(help(commands))
    return 0
  }
  if (name === '--version' || name === '-V') {
    terminal.out(version)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  if (!command) {
    terminal.err(`「${name}」という命令はありません。hoshitori --help で一覧が見られます。`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out([command.about, '', ...command.usage.map((line) => `  hoshitori ${line}`)].join('\n'))
    return 0
  }
  try {
    return await command.run(rest, { ...terminal, line: args })
  } catch (fault) {
    if (!(fault instanceof BadInput)) throw fault
    terminal.err(fault.message)
    if (!(fault instanceof RefusedInput))
      terminal.err(`使い方:\n${command.usage.map((line) => `  hoshitori ${line}`).join('\n')}`)
    return 2
  }
}

function help(commands: readonly Command<CatalogueTerminal>[]): string {
  return [
    '星取 (Hoshitori): SCS評価制度の★をめざす会社のための道具',
    '',
    '使い方:',
    ...commands.flatMap((command) => [`  ${command.about}`, ...command.usage.map((line) => `    hoshitori ${line}`)]),
    '',
    '  hoshitori --help | --version',
    '',
    '環境変数: PORT (既定 8080)、HOSHITORI_DATA (データのフォルダ)、DATABASE_URL (PostgreSQL を使うとき)、',
    '  HOSHITORI_URL (ほかのパソコンからも使うときの https のアドレス)、SMTP_URL と MAIL_FROM (メール)。ほかは hoshitori settings で見られます。',
    '終了コード: 0 できた、1 障害、2 入力の誤り',
  ].join('\n')
}
