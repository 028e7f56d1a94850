import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { BadInput, type Command, RefusedInput } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { readDay } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { type Lang, type Outcome, speakerOf, type Words } from '../kernel/refusal.ts'
import { STANDING_WORDS } from '../standing/status.ts'
import { type Judged, judge } from './judge.ts'
import { MAX_FACT_BYTES } from './limits.ts'
import { type FactFile, type ReadFactFile, tooLargeFacts } from './read-file.ts'
import { type Suggestion, suggestionsOf } from './suggest.ts'

/** `hoshitori facts`: what results of tools say of devices and criteria, without a database. `read` reads a stranger's file within bounds. */
export function factsCommand(read: (file: FactFile) => Promise<Outcome<ReadFactFile>>): Command {
  return {
    name: 'facts',
    usage: ['facts FILE... --at DATE [--boundary NAME]... [--format json|text]'],
    about: {
      ja: '脆弱性検査などの結果を読み、機器と評価基準に結び付ける(--boundary: インターネットとの境目にある機器の名前かアドレス)',
      en: 'Read results of scanners and the like; tie them to devices and criteria (--boundary: name or address of a device at the internet boundary)',
    },
    run: async (args, terminal) => {
      const { words, option, list } = readOptions(args, ['at', 'format'], [], ['boundary'])
      const format = oneOf('format', option('format'), ['json', 'text'])
      if (words.length === 0) throw new BadInput('読み込むファイルを指定してください。', 'Name the files to read.')
      const at = readDay(option('at') ?? '')
      if (at === undefined)
        throw new BadInput(
          '--at は 2027-04-01 のように、見る日で指定してください。',
          '--at has to be the day that it is seen at, such as 2027-04-01.',
        )
      const { lang = 'ja' } = terminal
      const files: ReadFactFile[] = []
      const refused: { file: string; words: Words }[] = []
      for (const word of words) {
        const outcome = await readOne(resolve(terminal.folder, word), read)
        if (outcome.ok) files.push(outcome.value)
        else refused.push({ file: basename(word), words: outcome.refusals[0].words })
      }
      if (files.length === 0) {
        const told = (of: Lang) => refused.map(({ file, words: said }) => `${file}: ${said[of]}`).join('\n')
        throw new RefusedInput(told('ja'), told('en'))
      }
      const judged = judge(files, at, list('boundary'))
      const suggestions = suggestionsOf(judged, files)
      const result = toResult(at, files, refused, judged, suggestions, lang)
      terminal.out(format === 'json' ? JSON.stringify(result, null, 2) : toText(result, suggestions, lang))
      return refused.length > 0 ? 1 : 0
    },
  }
}

async function readOne(path: string, read: (file: FactFile) => Promise<Outcome<ReadFactFile>>): Promise<Outcome<ReadFactFile>> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : -1),
    () => -1,
  )
  if (size < 0) throw new BadInput(`ファイルが見つかりません: ${path}`, `There is no such file: ${path}`)
  if (size > MAX_FACT_BYTES) return tooLargeFacts(size)
  return read({ name: basename(path), bytes: await readFile(path) })
}

type Refused = { file: string; words: Words }
type Result = ReturnType<typeof toResult>

function toResult(
  at: Day,
  files: readonly ReadFactFile[],
  refused: readonly Refused[],
  { devices, findings }: Judged,
  suggestions: readonly Suggestion[],
  lang: Lang,
) {
  return {
    at,
    files: files.map((file) => ({
      file: file.file,
      sha256: file.sha256,
      format: file.format,
      seenOn: file.seenOn,
      devices: file.devices.length,
      findings: file.findings.length,
      reference: file.reference.length,
    })),
    devices: devices.map(({ name, addresses, os, role, software, source }) => ({ name, addresses, os, role, software, source })),
    findings: findings.map((finding) => ({
      id: finding.id,
      kind: finding.kind,
      title: finding.title,
      device: finding.device,
      port: finding.port,
      component: finding.component,
      cve: finding.cve,
      cvss: finding.cvss && { version: finding.cvss.version, score: finding.cvss.score, vector: finding.cvss.vector },
      scores: finding.scores,
      severity: finding.severity,
      state: finding.state,
      first: finding.detected,
      released: finding.released,
      published: finding.published,
      due: finding.clock.due,
      dueFrom: finding.clock.from,
      late: finding.clock.late,
      exploited: finding.exploited,
      fix: finding.fix,
      criteria: finding.criteria,
      source: finding.source,
    })),
    criteria: suggestions.map(({ because, ...suggestion }) => ({ ...suggestion, because: because[lang] })),
    notUnderstood: [
      ...refused.map(({ file, words }) => ({ file, at: null, seen: '', why: words[lang] })),
      ...files.flatMap(({ file, notUnderstood }) =>
        notUnderstood.map(({ at: place, seen, words }) => ({ file, at: place, seen, why: words[lang] })),
      ),
    ],
  }
}

function toText(result: Result, suggestions: readonly Suggestion[], lang: Lang): string {
  const t = speakerOf(lang)
  const counted = result.findings.filter(({ criteria }) => criteria.length > 0)
  const shown = counted.toSorted((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9')).slice(0, MOST_SHOWN)
  return [
    ...result.files.map(({ file, format, devices, findings, reference }) =>
      reference > 0
        ? t(`${file} (${format}): 脆弱性の情報 ${reference}件`, `${file} (${format}): ${reference} entries on vulnerabilities`)
        : t(
            `${file} (${format}): 機器 ${devices}台、見つかったもの ${findings}件`,
            `${file} (${format}): ${devices} devices, ${findings} findings`,
          ),
    ),
    '',
    ...suggestions.flatMap(({ id, suggests, because }) => [
      `${id}  ${suggests ? t(`提案: ${STANDING_WORDS[suggests].ja}`, `suggests: ${STANDING_WORDS[suggests].en}`) : t('人が確かめる', 'for a person to check')}`,
      `  ${because[lang]}`,
    ]),
    ...(suggestions.length === 0
      ? [t('これらのファイルから評価基準について言えることはありません。', 'These files say nothing of the criteria.')]
      : []),
    '',
    ...shown.map(({ device, port, title, due, late, criteria, source }) =>
      [
        due ? `${due}${late ? t(' 期日を過ぎています', ' past its day') : ''}` : t('期日は不明', 'no day known'),
        [device, port].filter(Boolean).join(' '),
        title,
        criteria.join(' '),
        `${source.file} ${source.at}`,
      ].join('  '),
    ),
    ...(counted.length > shown.length
      ? [t(`ほか ${counted.length - shown.length}件`, `and ${counted.length - shown.length} more`)]
      : []),
    ...(result.notUnderstood.length > 0 ? ['', t('読み取れなかったところ:', 'What was not understood:')] : []),
    ...result.notUnderstood.map(({ file, at, seen, why }) => `  ${[file, at, seen, why].filter(Boolean).join('  ')}`),
  ].join('\n')
}

const MOST_SHOWN = 50
