import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { type Answered, type Attainment, attain } from '../assessment/index.ts'
import type { CatalogueTerminal } from '../catalogue/index.ts'
import { DEFAULT_EDITION, type Edition, EditionId, editionIn, type Target } from '../catalogue/index.ts'
import { accepted, BadInput, type Command, RefusedInput } from '../cli/command.ts'
import { type Options, oneOf, readOptions } from '../cli/options.ts'
import { realClock } from '../context.ts'
import { NO_ANSWER, numbersOf, type ReadFile, type ReadingChoices, readAnswers, toCarried, writeJson } from '../exchange/index.ts'
import type { AssessmentId, ExportId } from '../kernel/ids.ts'
import { toPercent } from '../kernel/percent.ts'
import { type Lang, type Refusal, speakerOf } from '../kernel/refusal.ts'
import { tooLarge } from '../sheets/file-kind.ts'
import { MAX_FILE_BYTES } from '../sheets/limits.ts'
import { STANDING_WORDS, STANDINGS } from '../standing/status.ts'
import { toAsked, toChoices, toWordProblems } from './cli-questions.ts'
import { toGapReport } from './gap-report.ts'
import { toPdf } from './pdf.ts'
import { PdfUnavailable } from './typst.ts'
import { toWorkbook } from './workbook.ts'

/** `hoshitori assess`: an answered file becomes numbers, and with --out a report; without a database. */
export const assessCommand: Command<CatalogueTerminal> = {
  name: 'assess',
  usage: [
    'assess FILE --target 3|4 [--edition E] [--out DIR] [--format json|text]',
    'assess FILE --target 3|4 [--sheet NAME|all]... [--status-column C] [--word SPELLING=MEANING]...',
  ],
  about: {
    ja: '記入済みの表(xlsx・CSV・JSON)を読み、評価の集計と報告書を作る',
    en: 'Read an answered sheet (xlsx, CSV, JSON); make its numbers and a report',
  },
  run: async (args, terminal) => {
    const options = readOptions(args, ['target', 'edition', 'out', 'format', 'status-column'], [], ['sheet', 'word'])
    const { path, target, edition } = readAsked(options, terminal)
    const { option } = options
    const format = oneOf('format', option('format'), ['json', 'text'])
    const file = await read(resolve(terminal.folder, path), edition, choicesOf(options), terminal)
    const result = toResult(basename(path), file, edition, target, terminal.lang)
    const out = option('out')
    const written =
      out === undefined || (await write(resolve(terminal.folder, out), basename(path), file, edition, target, terminal))
    terminal.out(format === 'json' ? JSON.stringify(result, null, 2) : toText(result, terminal.lang))
    return written ? 0 : 1
  },
}

/** Which file a command line names, and the ★ and edition that it is asked about. */
export function readAsked(
  { words, option }: Options,
  terminal: CatalogueTerminal,
): { path: string; target: Target; edition: Edition } {
  const [path] = words
  if (path === undefined || words.length > 1)
    throw new BadInput('読み込むファイルを1つ指定してください。', 'Name one file to read.')
  if (option('target') === undefined)
    throw new BadInput(
      '--target 3 か --target 4 で、めざす★を指定してください。',
      'Say which ★ you aim at: --target 3 or --target 4.',
    )
  const target = oneOf('target', option('target'), ['3', '4']) === '3' ? 3 : 4
  return { path, target, edition: terminal.edition(oneOf('edition', option('edition'), [DEFAULT_EDITION, ...EditionId.options])) }
}

/** The answers of a file in the terminal's folder, for other commands; where only a person can say how to read it, a refusal says so. */
export async function readAnsweredFile(
  path: string,
  edition: Edition,
  options: Options,
  terminal: CatalogueTerminal,
): Promise<Answered[]> {
  return toAnswered(await read(resolve(terminal.folder, path), edition, choicesOf(options), terminal))
}

function choicesOf({ option, list }: Options): ReadingChoices {
  return accepted(toChoices(list('sheet'), option('status-column'), list('word')))
}

async function read(path: string, edition: Edition, choices: ReadingChoices, terminal: CatalogueTerminal): Promise<ReadFile> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : -1),
    () => -1,
  )
  if (size < 0) throw new BadInput(`ファイルが見つかりません: ${path}`, `There is no such file: ${path}`)
  if (size > MAX_FILE_BYTES) throw refused(tooLarge(size).refusals)
  const others = EditionId.options.filter((id) => id !== edition.id).map((id) => numbersOf(terminal.edition(id)))
  const outcome = await readAnswers({ bytes: await readFile(path), editions: { chosen: numbersOf(edition), others }, choices })
  if (!outcome.ok) throw refused(outcome.refusals)
  const asked = toAsked(outcome.value, terminal.lang)
  if (asked !== '') throw new RefusedInput(asked, asked)
  return outcome.value
}

function refused(refusals: readonly Refusal[]): BadInput {
  return new RefusedInput(refusals.map(({ words }) => words.ja).join('\n'), refusals.map(({ words }) => words.en).join('\n'))
}

type Result = Attainment & { file: string; notes: string[]; problems: { cell: string | null; seen: string; what: string }[] }

function toResult(file: string, read: ReadFile, edition: Edition, target: Target, lang: Lang = 'ja'): Result {
  const t = speakerOf(lang)
  const names = new Map(editionIn(edition, lang).requirements.map(({ id, name }) => [id, name]))
  const attainment = attain(edition, target, toAnswered(read))
  const waiting = attainment.notApplicable - attainment.notApplicableConfirmed
  return {
    file,
    ...attainment,
    requirements: attainment.requirements.map((one) => ({ ...one, name: names.get(one.id) ?? one.name })),
    notes:
      waiting > 0
        ? [
            t(
              `該当なし ${waiting}件は、確認されていないものとして数えました(ファイルの中の確認は引き継ぎません)。2人目が確認するまで、充足率には入りません。`,
              `“Not applicable”: ${waiting}, counted as unconfirmed (a confirmation in the file is not taken over). They do not count towards the coverage until a second person confirms them.`,
            ),
          ]
        : [],
    problems: [
      ...toWordProblems(read, lang),
      ...read.understanding.problems.map(({ cell, seen, words }) => ({ cell, seen, what: words[lang] })),
    ],
  }
}

/** An imported 該当なし is never confirmed: that is a second person's own act. */
function toAnswered(read: ReadFile): Answered[] {
  return read.understanding.answers.map(({ criterion, status }) => ({ criterion, status: status ?? null, confirmed: false }))
}

/** Writes the files; says whether all of them could be made. The PDF comes last: not every computer can make one. */
async function write(
  folder: string,
  name: string,
  read: ReadFile,
  edition: Edition,
  target: Target,
  terminal: CatalogueTerminal,
): Promise<boolean> {
  const asOf = terminal.now()
  const t = speakerOf(terminal.lang)
  const { newId } = realClock()
  const answers = read.understanding.answers.map((answer) => ({
    ...NO_ANSWER,
    ...toCarried(answer),
    criterion: answer.criterion,
    confirmed: false,
  }))
  const organisation = name.replace(/\.[^.]+$/, '')
  const report = toGapReport({
    lang: terminal.lang ?? 'ja',
    edition,
    attainment: attain(edition, target, answers),
    answers: answers.map((answer) => ({ ...answer, changedAt: null })),
    organisation,
    title: name,
    asOf,
    scope: null,
    trend: null,
    scopeNotes: '',
    demo: false,
    source: name,
  })
  const mark = { exportId: newId<ExportId>(), assessmentId: newId<AssessmentId>(), edition: edition.id, target, exportedAt: asOf }
  const files: [string, () => Promise<Uint8Array> | string][] = [
    ['assessment.json', () => writeJson(mark, organisation, answers)],
    ['report.xlsx', () => toWorkbook(report)],
    ['report.pdf', () => toPdf(report)],
  ]
  await mkdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new BadInput(
      `書き出し先のフォルダを作れません (${cause.code}): ${folder}\n別のフォルダを指定してください。`,
      `The folder cannot be made (${cause.code}): ${folder}\nName another.`,
      { cause },
    )
  })
  try {
    for (const [file, make] of files) {
      terminal.err(t(`${file} を作っています…`, `Making ${file}…`))
      await writeFile(join(folder, file), await make())
    }
  } catch (fault) {
    if (!(fault instanceof PdfUnavailable)) throw fault
    terminal.err(t(fault.refusal.words.ja, fault.refusal.words.en))
    return false
  }
  const names = files.map(([file]) => file)
  terminal.err(t(`${folder} に ${names.join('、')} を書きました。`, `Wrote ${names.join(', ')} to ${folder}.`))
  return true
}

function toText(result: Result, lang: Lang = 'ja'): string {
  const t = speakerOf(lang)
  const { total, coverage } = result
  const counts = STANDINGS.map((standing) => `${STANDING_WORDS[standing][lang]} ${result[standing]}`)
  return [
    t(
      `★${result.target} (${result.edition}版): 評価基準 ${total}件`,
      `★${result.target} (edition ${result.edition}): ${total} criteria`,
    ),
    counts.join(t('、', ', ')),
    t(`充足率 ${toPercent(coverage)}`, `Coverage ${toPercent(coverage)}`),
    ...result.notes,
    '',
    ...result.requirements.map(({ id, name, result: mark, because }) => `${mark} ${id} ${name}: ${because[lang]}`),
    ...(result.problems.length > 0
      ? ['', t('読み取れなかった・確かめてほしいところ:', 'Not understood, or to be checked:')]
      : []),
    ...result.problems.map(({ cell, what }) => `- ${cell ? `${cell}: ` : ''}${what}`),
  ].join('\n')
}
