import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type CatalogueTerminal, DEFAULT_EDITION, EditionId } from '../catalogue/index.ts'
import { accepted, BadInput, type Command, type Terminal } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import type { Lang, Outcome } from '../kernel/refusal.ts'
import { decideAnswers, type TemplateAnswers } from './answers.ts'
import { criteriaOf, type Filled, fill } from './fill.ts'
import type { Template, Templates } from './template.ts'
import { toDocx } from './to-docx.ts'
import { toMarkdown } from './to-markdown.ts'
import { KIND_WORDS } from './words.ts'

/** Sets a text as a PDF. */
type ToPdf = (filled: Filled) => Promise<Outcome<Uint8Array>>

/** The largest answers file, in bytes. */
const LARGEST = 1024 * 1024

/** `hoshitori templates`: the 社内ルール to begin with, listed, or one of them written out, without a database. */
export function templatesCommand(load: () => Templates, toPdf: ToPdf): Command<CatalogueTerminal> {
  return {
    name: 'templates',
    usage: [
      'templates [--edition 2026-03-27|2025-12-26] [--format json]',
      'templates ID --format md|docx|pdf [--answers FILE] [--edition E] [--out FILE]',
    ],
    about: {
      ja: '社内ルールのひな形を一覧する・書き出す(--answers: 質問への答えの JSON、--out: 書き出す先)',
      en: 'List the templates of internal rules, or write one out (--answers: JSON of answers, --out: where to)',
    },
    run: async (args, terminal) => {
      const { words, option } = readOptions(args, ['edition', 'format', 'answers', 'out'])
      const { lang = 'ja' } = terminal
      const { templates, english } = load()
      const own = lang === 'ja' ? templates : english
      const edition = oneOf('edition', option('edition'), [DEFAULT_EDITION, ...EditionId.options])
      const [id, ...rest] = words
      if (rest.length > 0) throw new BadInput('ひな形は1つだけ指定してください。', 'Name one template.')
      if (id === undefined) {
        oneOf('format', option('format'), ['json'])
        terminal.out(JSON.stringify({ edition, templates: own.map((one) => toRecord(one, edition, lang)) }, null, 2))
        return 0
      }
      const template = own.find((one) => one.id === id)
      if (!template)
        throw new BadInput(
          `「${id}」というひな形はありません。あるのは ${own.map((one) => one.id).join('、')} です。`,
          `There is no template “${id}”. There are: ${own.map((one) => one.id).join(', ')}.`,
        )
      const format = oneOf('format', option('format'), ['md', 'docx', 'pdf'])
      const path = option('answers')
      const answers = path === undefined ? {} : await readAnswers(template, resolve(terminal.folder, path))
      const filled = fill(template, answers, edition, lang)
      const out = option('out')
      if (format === 'md' && out === undefined) terminal.out(toMarkdown(filled))
      else await write(await bytesOf(filled, format), out, terminal)
      return 0
    },
  }

  async function bytesOf(filled: Filled, format: 'md' | 'docx' | 'pdf'): Promise<Uint8Array> {
    if (format === 'md') return Buffer.from(toMarkdown(filled))
    return format === 'docx' ? toDocx(filled) : accepted(await toPdf(filled))
  }
}

async function write(bytes: Uint8Array, out: string | undefined, terminal: Terminal): Promise<void> {
  if (out === undefined) {
    if (!terminal.outBytes)
      throw new BadInput('--out で、書き出す先のファイルを指定してください。', 'Name the file to write to by --out.')
    return terminal.outBytes(bytes)
  }
  const path = resolve(terminal.folder, out)
  await writeFile(path, bytes).catch((cause: NodeJS.ErrnoException) => {
    throw new BadInput(`書き込めません (${cause.code}): ${path}`, `It cannot be written (${cause.code}): ${path}`, { cause })
  })
}

function toRecord(template: Template, edition: EditionId, lang: Lang) {
  const { id, name, kind, about, approver, audience, review = null, questions } = template
  const criteria = criteriaOf(template, edition)
  return { id, name, kind, kindWords: KIND_WORDS[kind][lang], about, approver, audience, review, criteria, questions }
}

async function readAnswers(template: Template, path: string): Promise<TemplateAnswers> {
  const text = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new BadInput(`ファイルを読めません (${cause.code}): ${path}`, `The file cannot be read (${cause.code}): ${path}`, {
      cause,
    })
  })
  const given = text.length > LARGEST ? undefined : parsed(text.toString('utf8').replace(/^\ufeff/, ''))
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new BadInput(
      `${path} は、質問の id と答えを書いた JSON ではありません (例: {"company": "株式会社青山製作所"})。`,
      `${path} is no JSON of answers by question (such as {"company": "Aoyama Works Ltd."}).`,
    )
  return accepted(decideAnswers(template, given as Record<string, unknown>))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
