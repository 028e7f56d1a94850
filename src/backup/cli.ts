import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { accepted, BadInput, type Command, type Terminal } from '../cli/command.ts'
import { blobsOf, configOf, contextOf, withStillDatabase } from '../cli/context.ts'
import { readOptions } from '../cli/options.ts'
import type { Config, Environment } from '../config.ts'
import type { Db } from '../db/db.ts'
import { FolderInUse } from '../db/folder-lock.ts'
import { listApplied, listMigrations } from '../db/migrate.ts'
import { deleteUnfinishedUploads } from '../files/actions.ts'
import type { BlobName } from '../kernel/blobs.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import { type Speak, speakerOf, type Words } from '../kernel/refusal.ts'
import { toKeyText } from '../log/index.ts'
import { loadSecrets } from '../secrets.ts'
import { version } from '../version.ts'
import { makeBackup, noteBackup, noteRestore, readTablesOfOthers } from './actions.ts'
import { checkBackup, type LogCheck } from './check-actions.ts'
import { type Contents, decideSecret, type SecretsThere } from './format.ts'
import { UnreadableBackup } from './read-backup.ts'
import { CannotRestore, requireKnownSchema } from './restore-actions.ts'
import { restoreTo } from './target-actions.ts'

/** `hoshitori backup`: everything into one file, also while the server runs; or a look at such a file. */
export function backupCommand(env: Environment): Command {
  return {
    name: 'backup',
    usage: ['backup FILE [--without-secret] [--force]', 'backup --verify FILE'],
    about: {
      ja: 'すべてのデータを1つのファイルに書き出す(動かしたままでよい)、または書き出したファイルを確かめる',
      en: 'Write all data to one file, while the server runs, or check such a file',
    },
    run: async (args, terminal) => {
      const { words, option, flag } = readOptions(args, ['verify'], ['without-secret', 'force'])
      const verify = option('verify')
      if (verify !== undefined && words.length === 0) {
        const file = resolve(terminal.folder, verify)
        requireFile(file)
        return inWords(terminal, () => verifyFile(env, file, terminal))
      }
      const [name] = words
      if (name === undefined || words.length > 1 || verify !== undefined)
        throw new BadInput('書き出し先のファイルを1つ指定してください。', 'Name one file to write to.')
      const path = resolve(terminal.folder, name)
      requirePlace(path, flag('force'))
      return backUp(configOf(env), path, !flag('without-secret'), terminal)
    },
  }
}

/** `hoshitori restore`: a backup into an empty data folder or an empty database of a server. */
export function restoreCommand(env: Environment): Command {
  return {
    name: 'restore',
    usage: ['restore FILE [--data FOLDER] [--without-secret]'],
    about: {
      ja: 'バックアップを、空のデータフォルダか空のデータベースに戻す(--data を付けるとそのフォルダの埋め込みデータベースに戻す)',
      en: 'Restore a backup into an empty data folder or database (with --data, into the embedded database of that folder)',
    },
    run: async (args, terminal) => {
      const { words, option, flag } = readOptions(args, ['data'], ['without-secret'])
      const [name] = words
      if (name === undefined || words.length > 1)
        throw new BadInput('バックアップのファイルを1つ指定してください。', 'Name one backup file.')
      const path = resolve(terminal.folder, name)
      requireFile(path)
      const config = configOf(env)
      const data = option('data')
      const target =
        data === undefined
          ? config
          : { ...config, databaseUrl: undefined, filesAt: undefined, data: resolve(terminal.folder, data) }
      return inWords(terminal, () => restore(target, path, flag('without-secret'), terminal))
    },
  }
}

async function backUp(config: Config, path: string, withSecret: boolean, terminal: Terminal): Promise<number> {
  if (!config.databaseUrl && !existsSync(join(config.data, 'database'))) {
    throw new BadInput(
      `${config.data} には、まだデータがありません。HOSHITORI_DATA を確かめてください。`,
      `There is no data in ${config.data} yet. See HOSHITORI_DATA.`,
    )
  }
  const t = speakerOf(terminal.lang)
  return withStillDatabase(config, terminal, path, async (db, isCopy) => {
    if (!isCopy && (await isCurrent(db))) await noteBackup(await contextOf(config, db), path)
    const { data } = config
    const { contents, gone } = await makeBackup(db, path, {
      version,
      at: terminal.now(),
      key: keysAt(config).keys[0] ?? null,
      data,
      blobs: blobsOf(config),
      withSecret,
    })
    const what = summary(contents, path, t)
    terminal.out(t(`${path} に書き出し、読み直して確かめました: ${what}`, `Wrote ${path}, read it again and checked it: ${what}`))
    const others = await readTablesOfOthers(db)
    if (others.length > 0)
      terminal.err(
        t(
          `星取のものでない表は入れていません: ${others.join('、')}`,
          `Left out, as not Hoshitori’s tables: ${others.join(', ')}`,
        ),
      )
    const { ja, en } = contents.header.secret ? SECRET_INSIDE : SECRET_ELSEWHERE
    terminal.err(t(ja, en))
    return tellOfGone(gone, terminal) ? 0 : 1
  })
}

async function verifyFile(env: Environment, path: string, terminal: Terminal): Promise<number> {
  const { contents, logs, gone } = await checkBackup(path, keysAt(configOf(env)).keys)
  const t = speakerOf(terminal.lang)
  const { at, version: by, engine, secret } = contents.header
  const what = summary(contents, path, t)
  terminal.out(t(`${path} は壊れていません: ${what}`, `${path} is whole: ${what}`))
  terminal.out(
    t(
      `${toWordsInJapan(at)} に、星取 ${by} (${engine}) で作られました。${secret ? '秘密の鍵も入っています。' : '秘密の鍵は入っていません。'}`,
      `Made on ${toWordsInJapan(at, 'en')} by Hoshitori ${by} (${engine}), ${secret ? 'with' : 'without'} the secret.`,
    ),
  )
  const checks = [tellOfGone(gone, terminal), tellOfLogs(logs, terminal)]
  return checks.every(Boolean) ? 0 : 1
}

async function restore(config: Config, path: string, without: boolean, terminal: Terminal): Promise<number> {
  const t = speakerOf(terminal.lang)
  terminal.err(t('バックアップを確かめています…', 'Checking the backup…'))
  const { contents, logs, gone } = await checkBackup(path)
  requireKnownSchema(contents)
  const secret = accepted(decideSecret(contents.header, keysAt(config), without))
  terminal.err(t('戻しています…', 'Restoring…'))
  await restoreTo({
    path,
    contents,
    folder: config.data,
    address: config.databaseOwnerUrl ?? config.databaseUrl,
    writeSecret: secret === 'write',
    blobs: config.filesAt && blobsOf(config),
    finish: async (tx, db, data) => {
      // A backup does not carry the pieces of what was under way.
      await deleteUnfinishedUploads(tx)
      const logAnchor = config.logAnchor ?? join(config.data, 'log-anchor')
      const { key } = contents.header
      if (key === null || !keysAt({ ...config, data }).keys.includes(key)) return rmSync(logAnchor, { force: true })
      await noteRestore(await contextOf({ ...config, data, logAnchor }, db), tx, contents)
    },
  })
  const what = summary(contents, path, t)
  terminal.out(
    t(
      `${config.databaseUrl ? 'データベース' : `${config.data} `}に戻し、数と内容を確かめました: ${what}`,
      `Restored to ${config.databaseUrl ? 'the database' : config.data}, and checked in number and content: ${what}`,
    ),
  )
  if (secret === 'make anew') terminal.err(t(SECRET_NEW.ja, SECRET_NEW.en))
  const checks = [tellOfGone(gone, terminal), tellOfLogs(logs, terminal)]
  return checks.every(Boolean) ? 0 : 1
}

async function isCurrent(db: Db): Promise<boolean> {
  const applied = await db.read('admin', (tx) => listApplied(tx))
  return JSON.stringify(applied) === JSON.stringify(listMigrations())
}

/** The public keys of every version of the secret that is there, the newest first; none where there is no secret. */
function keysAt(config: Pick<Config, 'secret' | 'data'>): SecretsThere {
  if (config.secret === undefined && !existsSync(join(config.data, 'secret'))) return { keys: [], forgotten: [] }
  const { ring, publicKeys } = loadSecrets(config.secret, config.data)
  const keys = publicKeys.map(toKeyText)
  return { keys, forgotten: keys.filter((_, index) => !('master' in (ring[index] ?? {}))) }
}

function requirePlace(path: string, force: boolean): void {
  if (!existsSync(dirname(path)))
    throw new BadInput(`フォルダがありません: ${dirname(path)}`, `There is no such folder: ${dirname(path)}`)
  const there = statSync(path, { throwIfNoEntry: false })
  if (there && !there.isFile())
    throw new BadInput(`${path} はファイルではありません。ファイルの名前を指定してください。`, `${path} is no file. Name a file.`)
  if (there && !force)
    throw new BadInput(
      `${path} はもうあります。別の名前にするか、--force を付けて置き換えてください。`,
      `${path} is there already. Choose another name, or replace it with --force.`,
    )
}

function requireFile(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new BadInput(`ファイルが見つかりません: ${path}`, `There is no such file: ${path}`)
}

function tellOfGone(gone: readonly BlobName[], terminal: Terminal): boolean {
  if (gone.length === 0) return true
  const t = speakerOf(terminal.lang)
  terminal.err(
    t(
      `データベースにあるファイルのうち ${gone.length}個が見つからず、入っていません (${gone[0]} など)。ファイルの置き場所を確かめてください。`,
      `Of the files that the database names, ${gone.length} were not found and are not inside (such as ${gone[0]}). See where the files lie.`,
    ),
  )
  return false
}

function tellOfLogs(logs: LogCheck | undefined, terminal: Terminal): boolean {
  const lang = terminal.lang ?? 'ja'
  const t = speakerOf(lang)
  if (!logs)
    terminal.err(
      t(
        '秘密の鍵が手元にないので、記録の署名は確かめていません。',
        'The secret is not at hand: the logs’ signatures were not verified.',
      ),
    )
  else if (logs.wrong === 0)
    terminal.out(
      t(
        `記録: ${logs.logs}本、${logs.entries}件。書き換えも抜けもありません。`,
        `Logs: ${logs.logs}, with ${logs.entries} entries. Nothing was altered, and nothing is missing.`,
      ),
    )
  else {
    terminal.err(
      t(
        `記録に、書き換えか抜けが ${logs.wrong}か所あります(バックアップを取ったときからのものです)。`,
        `In the logs ${logs.wrong} entries were altered or are missing, since before the backup was made.`,
      ),
    )
    for (const { tenant, words } of logs.damages) terminal.err(`  ${tenant}: ${words[lang]}`)
  }
  return logs === undefined || logs.wrong === 0
}

function summary({ tables, rows, files }: Contents, path: string, t: Speak): string {
  const kb = Math.ceil(statSync(path).size / 1024)
  return t(
    `表 ${tables.size}、行 ${rows}、ファイル ${files.size}、${kb} KB`,
    `tables ${tables.size}, rows ${rows}, files ${files.size}, ${kb} KB`,
  )
}

/** What is expected to go wrong with a file or a target, in words: a damaged file is 1, a call that must be another is 2. */
async function inWords(terminal: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (fault) {
    if (fault instanceof CannotRestore) throw new BadInput(fault.words.ja, fault.words.en, { cause: fault })
    if (fault instanceof FolderInUse)
      throw new BadInput(
        `${fault.message}: 動いている星取を止めてから戻してください。`,
        `${fault.message}: stop the running Hoshitori, then restore.`,
        { cause: fault },
      )
    if (!(fault instanceof UnreadableBackup)) throw fault
    terminal.err(fault.words[terminal.lang ?? 'ja'])
    return 1
  }
}

const SECRET_INSIDE: Words = {
  ja: 'このファイルには、会社の弱みと、秘密の鍵 (secret) が入っています。暗号化した場所に、このパソコンとは別に保管してください。',
  en: 'This file holds the weaknesses of the company, and the secret. Keep it encrypted, apart from this computer.',
}
const SECRET_ELSEWHERE: Words = {
  ja: 'このファイルに秘密の鍵 (secret) は入っていません。戻すときに要るので、データのフォルダの secret か HOSHITORI_SECRET を別に保管してください。',
  en: 'The secret is not in this file. A restore needs it: keep the file secret of the data folder, or HOSHITORI_SECRET, elsewhere.',
}
const SECRET_NEW: Words = {
  ja: '秘密の鍵は、次に起動したときに新しく作られます。二要素認証(認証アプリ)と会社のサインイン (OIDC) は登録し直してください。記録の署名は、ここから別の鍵になります。',
  en: 'The secret is made anew at the next start. Set up authenticator apps and the company’s sign-in (OIDC) again. Logs are signed with another key from here on.',
}
