import { createHash } from 'node:crypto'
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { BadInput, type Command, type Terminal } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { speakerOf } from '../kernel/refusal.ts'
import { readPack, readWhole, type Source } from './read-pack.ts'
import { type Finding, type Found, type PackVerdict, verifyFound } from './verify-pack.ts'
import { wordsOf } from './words.ts'

const SHOWN = 50

/** `hoshitori evidence`: verifies a pack of evidence, with nothing but the file. */
export const evidenceCommand: Command = {
  name: 'evidence',
  usage: ['evidence verify PACK.zip|FOLDER [--hash SHA256] [--format text|json]'],
  about: {
    ja: '証跡の束が変わっていないか確かめる (終了コード 1: 変わっている)',
    en: 'Verify a pack of evidence (exit code 1: it was changed)',
  },
  run: async (args, terminal) => {
    const { words, option } = readOptions(args, ['hash', 'format'])
    const [what, path, ...rest] = words
    if (what !== 'verify' || path === undefined || rest.length > 0)
      throw new BadInput(
        'evidence verify の次に、証跡の束 (.zip) か、それを展開したフォルダーを1つ書いてください。',
        'After evidence verify, write one pack (.zip), or the folder that one was unpacked into.',
      )
    const format = oneOf('format', option('format'), ['text', 'json'])
    const verdict = await verify(resolve(terminal.folder, path), readHash(option('hash')))
    if (format === 'json') terminal.out(JSON.stringify(verdict, null, 2))
    else tell(terminal, verdict, option('hash') !== undefined)
    return verdict.sound ? 0 : 1
  },
}

function readHash(given: string | undefined): string | undefined {
  const hash = given?.trim().toLowerCase()
  if (hash === undefined || /^[0-9a-f]{64}$/.test(hash)) return hash
  throw new BadInput(
    '--hash には、SHA-256 の値 (0〜9とa〜fの64文字) を書いてください。',
    '--hash takes a SHA-256: 64 characters of 0 to 9 and a to f.',
  )
}

async function verify(path: string, told: string | undefined): Promise<PackVerdict> {
  const kind = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new BadInput(`読み取れません (${cause.code}): ${path}`, `It cannot be read (${cause.code}): ${path}`, { cause })
  })
  const { found, findings } = kind.isDirectory()
    ? await readFolder(path)
    : await inFile(path, (source) => readPack(source, sha256))
  return verifyFound(found, told, findings)
}

const sha256 = () => {
  const hash = createHash('sha256')
  return { update: (bytes: Uint8Array) => hash.update(bytes), digest: () => hash.digest('hex') }
}

/** Links are not followed: whatever is no plain file is something that the list does not name. */
async function readFolder(folder: string): Promise<{ found: Found[]; findings: Finding[] }> {
  const found: Found[] = []
  const findings: Finding[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).replaceAll(sep, '/')
    if (entry.isFile()) found.push(await inFile(path, (source) => readWhole(source, name, sha256())))
    else findings.push({ kind: 'unlisted', path: name })
  }
  return { found, findings }
}

async function inFile<T>(path: string, work: (source: Source) => Promise<T>): Promise<T> {
  const handle = await open(path)
  try {
    return await work(await sourceOf(handle))
  } finally {
    await handle.close()
  }
}

async function sourceOf(handle: FileHandle): Promise<Source> {
  const { size } = await handle.stat()
  return {
    bytes: size,
    read: async (from, bytes) => {
      const { bytesRead, buffer } = await handle.read({ buffer: new Uint8Array(bytes), position: from, length: bytes })
      return buffer.subarray(0, bytesRead)
    },
  }
}

function tell(terminal: Terminal, { sound, files, kept, list, findings }: PackVerdict, compared: boolean): void {
  const t = speakerOf(terminal.lang)
  terminal.out(
    [
      t(`ファイル: ${files}件`, `Files: ${files}`),
      ...(kept > 0
        ? [t(`手元に保管され、ハッシュだけがあるもの: ${kept}件`, `Kept elsewhere, with their hash alone here: ${kept}`)]
        : []),
      ...(list === null ? [] : [t(`ハッシュの一覧の SHA-256: ${list}`, `SHA-256 of the list of hashes: ${list}`)]),
      ...(sound
        ? [
            t('問題は見つかりませんでした。', 'No problem was found.'),
            ...(compared
              ? []
              : [
                  t(
                    '上の値を、束とは別の方法で受け取った値と見比べてください (--hash で比べられます)。',
                    'Compare the value above with the one that was told by another way (--hash does it).',
                  ),
                ]),
          ]
        : [
            t(`変わっています。見つかった問題: ${findings.length}件`, `It was changed. Problems found: ${findings.length}`),
            ...findings.slice(0, SHOWN).map((finding) => `- ${wordsOf(finding)[terminal.lang ?? 'ja']}`),
            ...(findings.length > SHOWN
              ? [t(`- ほか${findings.length - SHOWN}件`, `- and ${findings.length - SHOWN} more`)]
              : []),
          ]),
    ].join('\n'),
  )
}
