import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unixSeconds } from '../kernel/calendar.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import { root } from '../root.ts'
import type { GapReport } from './gap-report.ts'
import { toPrintable } from './printable.ts'
import type { PrintedBrief } from './printed-brief.ts'
import type { PrintedRule } from './printed-rule.ts'
import { loadTypst, type TypstCompiler } from './typst.ts'

const GAP_REPORT = 'gap-report.typ'
const BRIEF = 'brief.typ'
const RULE = 'rule.typ'
const KEPT_DOCUMENTS = 0
const compilers = new Map<string, TypstCompiler>()

/** The gap report as a PDF, as `toDocument` makes one. */
export function toPdf(report: GapReport, assets?: string): Promise<Uint8Array> {
  return toDocument(GAP_REPORT, report, assets)
}

/** The page for management as a PDF, as `toDocument` makes one. */
export function toBriefPdf(page: PrintedBrief, assets?: string): Promise<Uint8Array> {
  return toDocument(BRIEF, page, assets)
}

/** A 社内ルール as a PDF, as `toDocument` makes one. */
export function toRulePdf(rule: PrintedRule, assets?: string): Promise<Uint8Array> {
  return toDocument(RULE, rule, assets)
}

/**
 * A tagged A4 PDF, PDF/UA-1 unless a text holds a character that no font has. The same content gives the same bytes. `assets` is the
 * folder of the `*.typ` files and, in a built product, of `fonts/`. Throws `PdfUnavailable` where no Typst binary fits.
 */
async function toDocument(
  template: string,
  content: { asOf: Instant },
  assets: string = join(root, 'src/report'),
): Promise<Uint8Array> {
  const compiler = compilerFor(assets)
  const document = (missingGlyphs: boolean) => ({
    mainFilePath: join(assets, template),
    inputs: {
      report: JSON.stringify(toPrintable({ ...content, day: dayInJapan(content.asOf), missingGlyphs })),
    },
  })
  const creationTimestamp = unixSeconds(content.asOf)
  try {
    return new Uint8Array(compiler.pdf(document(false), { pdfStandard: 'ua-1', creationTimestamp }))
  } catch (error) {
    if (!isMissingGlyph(error)) throw faultOf(error)
    return new Uint8Array(compiler.pdf(document(true), { creationTimestamp }))
  } finally {
    compiler.evictCache(KEPT_DOCUMENTS)
  }
}

function compilerFor(assets: string): TypstCompiler {
  const known = compilers.get(assets)
  if (known) return known
  const compiler = loadTypst().NodeCompiler.create({ workspace: assets, fontArgs: [{ fontPaths: fontFolders(assets) }] })
  compilers.set(assets, compiler)
  return compiler
}

function fontFolders(assets: string): string[] {
  const own = join(assets, 'fonts')
  if (existsSync(own)) return [own]
  const home = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/biz-udpgothic/package.json'))
  return [join(home, '400Regular'), join(home, '700Bold')]
}

/** The compiler puts its diagnostics into the `code` of the error that it throws. */
function diagnosticsOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

/** Not a branch on a message by choice: the compiler gives this diagnostic no code. */
function isMissingGlyph(error: unknown): boolean {
  return diagnosticsOf(error).includes('could not be displayed with font')
}

function faultOf(error: unknown): Error {
  return new Error(`the report could not be set: ${diagnosticsOf(error).slice(0, 2000)}`, { cause: error })
}
