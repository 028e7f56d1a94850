import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { accepted, BadInput, type Command, type Terminal } from '../cli/command.ts'
import { configOf, withContext } from '../cli/context.ts'
import { readOptions } from '../cli/options.ts'
import type { Context } from '../context.ts'
import { INSTALLATION, parseId, type TenantId } from '../kernel/ids.ts'
import { speakerOf } from '../kernel/refusal.ts'
import { type Kept, notesWithin, readNotes, type Standing } from './anchor.ts'
import { acceptAnchor, readAnchors } from './anchor-actions.ts'
import { exportLog, noteExport } from './export-actions.ts'
import { readExport } from './export-file.ts'
import { fromKeyText, judgeOf, toKeyText, toolsOf } from './node-crypto.ts'
import { readTraces, verifyStored } from './read-actions.ts'
import { toLines } from './terminal-text.ts'
import { type StateVerdict, verifyLog } from './verify-log.ts'

type Environment = Record<string, string | undefined>
type Option = (name: string) => string | undefined
/** Compares what an organisation has with what its log says, as whoever stands above the features composes it. */
type StatesOf<T> = (context: Context, terminal: T, tenant: TenantId) => Promise<StateVerdict>

/** `hoshitori log`: verifies the logs of a database or an exported file, exports one, and prints checkpoints to be kept elsewhere. */
export function logCommand<T extends Terminal>(env: Environment, statesOf: StatesOf<T>): Command<T> {
  return {
    name: 'log',
    usage: [
      'log verify [--organisation ID] [--checkpoint FILE] [--data FOLDER]',
      'log verify --file FILE [--key BASE64] [--checkpoint FILE]',
      'log export --organisation ID --out FILE [--data FOLDER]',
      'log checkpoint [--organisation ID] [--data FOLDER]',
      'log accept-older [--data FOLDER]',
    ],
    about: {
      ja: '操作の記録が書き換えられていないか確かめる・書き出す (終了コード 1: 壊れている)',
      en: 'Verify or export the log, which cannot be altered unseen (exit code 1: damaged)',
    },
    run: async (args, terminal) => {
      const { words, option } = readOptions(args, ['organisation', 'checkpoint', 'data', 'file', 'key', 'out'])
      const [event, ...rest] = words
      const run = RUNS.get(event ?? '')
      if (!run || rest.length > 0)
        throw new BadInput(
          'log の次に verify、export、checkpoint、accept-older のどれか1つを書いてください。',
          'Write one of verify, export, checkpoint and accept-older after log.',
        )
      return run(env, option, terminal, (context, tenant) => statesOf(context, terminal, tenant))
    },
  }
}

type States = (context: Context, tenant: TenantId) => Promise<StateVerdict>

async function verify(env: Environment, option: Option, terminal: Terminal, statesOf: States): Promise<number> {
  const t = speakerOf(terminal.lang)
  const path = option('checkpoint')
  const kept = path === undefined ? [] : readNotes(notesWithin(await read(terminal, path)))
  if (!kept)
    throw new BadInput(
      '--checkpoint のファイルを、チェックポイントとして読み取れません。',
      'The file of --checkpoint cannot be read as checkpoints.',
    )
  const file = option('file')
  if (file !== undefined) return verifyFile(await read(terminal, file), option('key'), kept, terminal)
  if (option('key') !== undefined) throw new BadInput('--key は、--file といっしょに使います。', '--key goes with --file.')
  return inDatabase(env, option, terminal, async (context) => {
    const judge = judgeOf(context.secrets.publicKeys)
    let damaged = 0
    const anchors = await readAnchors(context)
    const logs = await chosen(context, option, [...kept, ...anchors.file, ...anchors.told])
    for (const log of logs) {
      const outside = kept.filter(({ tenant }) => tenant === log.tenant).map(({ note }) => note)
      const verdict = await verifyStored(context, 'admin', log.tenant, judge, { outside, anchors })
      const states = log.name === null ? undefined : await statesOf(context, log.tenant)
      if (!verdict.sound || (states && states.damages.length > 0)) damaged += 1
      terminal.out(toLines(log, verdict, terminal.lang, states).join('\n'))
    }
    terminal.out(`${t('公開鍵', 'Public key')}: ${toKeyText(context.secrets.publicKey)}`)
    return told(terminal, logs.length, damaged)
  })
}

function verifyFile(text: string, keyText: string | undefined, kept: readonly Kept[], terminal: Terminal): number {
  const t = speakerOf(terminal.lang)
  const { header, claims, entries } = accepted(readExport(text))
  const key = fromKeyText(keyText ?? header.publicKey)
  if (!key)
    throw new BadInput(
      '公開鍵を読み取れません。32バイトを base64 で書いたものを --key で指定してください。',
      'The public key cannot be read. Give 32 bytes in base64 by --key.',
    )
  const verdict = verifyLog(toolsOf(key), { ...claims, outside: kept.map(({ note }) => note) }, entries)
  terminal.out(toLines({ tenant: claims.tenant, name: header.organisation }, verdict, terminal.lang).join('\n'))
  const source = keyText === undefined ? t(' (ファイルに書かれたもの)', ' (as the file says)') : ''
  terminal.out(`${t('公開鍵', 'Public key')}: ${toKeyText(key)}${source}`)
  return told(terminal, 1, verdict.sound ? 0 : 1)
}

async function exportOne(env: Environment, option: Option, terminal: Terminal): Promise<number> {
  const out = option('out')
  if (option('organisation') === undefined)
    throw new BadInput('--organisation で、書き出す組織を指定してください。', 'Say by --organisation whose log to export.')
  if (out === undefined)
    throw new BadInput('--out で、書き出す先のファイルを指定してください。', 'Name the file to write to by --out.')
  return inDatabase(env, option, terminal, async (context) => {
    const [log] = await chosen(context, option, [])
    if (!log) return 1
    const { bytes, entries } = await exportLog(context, 'admin', log.tenant, log.name ?? '')
    const path = resolve(terminal.folder, out)
    await writeFile(path, bytes, { mode: 0o600 }).catch((cause: NodeJS.ErrnoException) => {
      throw new BadInput(`ファイルを書けません (${cause.code}): ${path}`, `The file cannot be written (${cause.code}): ${path}`, {
        cause,
      })
    })
    await noteExport(context, { tenant: log.tenant }, 'jsonl', entries)
    const verifier = `node packages/verify/verify.mjs ${path}`
    terminal.err(
      speakerOf(terminal.lang)(
        `${path} に記録を書きました。星取なしで確かめるには: ${verifier}`,
        `Wrote the log to ${path}. To verify it without Hoshitori: ${verifier}`,
      ),
    )
    return 0
  })
}

function checkpoint(env: Environment, option: Option, terminal: Terminal): Promise<number> {
  return inDatabase(env, option, terminal, async (context) => {
    for (const { note } of await chosen(context, option, [])) if (note !== null) terminal.out(note)
    return 0
  })
}

function acceptOlder(env: Environment, option: Option, terminal: Terminal): Promise<number> {
  return inDatabase(env, option, terminal, async (context) => {
    const until = await acceptAnchor(context)
    if (!until)
      throw new BadInput(
        `データベースの外の控え ${context.logAnchor} がないか、読み取れません。認めるものはありません。`,
        `The anchor outside the database, ${context.logAnchor}, is not there or cannot be read. There is nothing to accept.`,
      )
    terminal.out(
      speakerOf(terminal.lang)(
        `${until.size}件だった控えを、いまの記録のものに置き換えました。認めたことは、星取全体の記録に残ります。`,
        `The anchor, which spoke of ${until.size} entries, now says what the log says. The log of the installation tells that you accepted it.`,
      ),
    )
    return 0
  })
}

const RUNS = new Map([
  ['verify', verify],
  ['export', exportOne],
  ['checkpoint', checkpoint],
  ['accept-older', acceptOlder],
])

/** The logs that are meant: all, or one organisation's. A log that something outside speaks of is meant even where nothing is left of it. */
async function chosen(context: Context, option: Option, kept: readonly Standing[]) {
  const traces = await readTraces(context)
  const given = option('organisation')
  const known = new Set(traces.map(({ tenant }) => tenant))
  const vanished = [...new Set(kept.map(({ tenant }) => tenant))].filter((tenant) => !known.has(tenant))
  const logs = [...traces, ...vanished.map((tenant) => ({ tenant, name: null, note: null }))]
  if (given === undefined) return logs
  const tenant = given === 'installation' ? INSTALLATION : parseId<TenantId>(given)
  const found = logs.filter((log) => log.tenant === tenant)
  if (found.length > 0) return found
  throw new BadInput(
    `組織 ${given} は見つかりません。log verify を --organisation なしで実行すると、番号が見られます。`,
    `There is no organisation ${given}. log verify without --organisation shows the ids.`,
  )
}

/** Opens the data folder that `--data` names, or the one of the settings. A folder without a database is not made one by looking at it. */
function inDatabase(
  env: Environment,
  option: Option,
  terminal: Terminal,
  work: (context: Context) => Promise<number>,
): Promise<number> {
  const folder = option('data')
  const elsewhere = { DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, HOSHITORI_LOG_ANCHOR: undefined }
  const own = folder === undefined ? env : { ...env, ...elsewhere, HOSHITORI_DATA: resolve(terminal.folder, folder) }
  const { databaseUrl, data } = configOf(own)
  if (!terminal.context && databaseUrl === undefined && !existsSync(join(data, 'database'))) {
    throw new BadInput(
      `${data} に星取のデータベースがありません。--data か HOSHITORI_DATA で、データのフォルダを指定してください。`,
      `There is no database of Hoshitori in ${data}. Name the data folder by --data or HOSHITORI_DATA.`,
    )
  }
  return withContext(own, terminal, work)
}

async function read(terminal: Terminal, path: string): Promise<string> {
  return readFile(resolve(terminal.folder, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new BadInput(`ファイルを読めません (${cause.code}): ${path}`, `The file cannot be read (${cause.code}): ${path}`, {
      cause,
    })
  })
}

function told(terminal: Terminal, logs: number, damaged: number): number {
  const t = speakerOf(terminal.lang)
  terminal.out(
    damaged === 0
      ? t(`記録 ${logs}本を確かめました。問題は見つかりませんでした。`, `Logs verified: ${logs}. No damage was found.`)
      : t(`記録 ${logs}本のうち ${damaged}本が壊れています。`, `Of ${logs} logs, ${damaged} are damaged.`),
  )
  return damaged === 0 ? 0 : 1
}
