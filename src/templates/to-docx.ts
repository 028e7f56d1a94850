import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { speakerOf } from '../kernel/refusal.ts'
import type { Filled, FilledClause, FilledSection, Span } from './fill.ts'
import { ADVICE, headingOf, noteOf, placesHeading, placesOf } from './words.ts'

const CREATOR = '星取 Hoshitori'
const INK = '1A1A1A'
const GREY = '595959'
const LINE = 'B3B3B3'
/** Twentieths of a point. */
const MARGIN = 1134
const CONTENT_WIDTH = 11906 - 2 * MARGIN

/** The text as a Word document on A4, that people go on writing in. Blanks are marked in colour. */
export async function toDocx(filled: Filled): Promise<Uint8Array> {
  const { lang, name } = filled
  const t = speakerOf(lang)
  const served = placesOf(filled)
  const document = new Document({
    title: name,
    creator: CREATOR,
    styles: {
      default: {
        document: { run: { font: { ascii: 'Yu Gothic', eastAsia: '游ゴシック', hAnsi: 'Yu Gothic' }, size: 21, color: INK } },
        title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 320 } } },
        heading1: {
          run: { size: 24, bold: true, color: INK },
          paragraph: { spacing: { before: 300, after: 100 }, keepNext: true },
        },
      },
    },
    numbering: {
      config: filled.sections.map((section) => ({
        reference: `clauses-${section.id}`,
        levels: [
          {
            level: 0,
            format: LevelFormat.DECIMAL,
            text: '%1.',
            alignment: AlignmentType.START,
            style: { paragraph: { indent: { left: 480, hanging: 480 } } },
          },
        ],
      })),
    },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ size: 18, color: GREY, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, text: name }),
          ...filled.sections.flatMap((section) => sectionOf(filled, section)),
          ...(served.length > 0
            ? [
                new Paragraph({ heading: HeadingLevel.HEADING_1, text: `${placesHeading(lang)} (${filled.edition})` }),
                tableOf(
                  [t('評価基準', 'Criterion'), t('条項', 'Where')],
                  served.map(({ criterion, places }) => [criterion, places.join(t('、', ', '))]),
                  [2200, CONTENT_WIDTH - 2200],
                  30,
                ),
              ]
            : []),
          new Paragraph({ spacing: { before: 240 }, children: [new TextRun({ text: noteOf(filled), size: 17, color: GREY })] }),
        ],
      },
    ],
  })
  return withoutTimes(await Packer.toBuffer(document, undefined, [{ path: 'docProps/core.xml', data: propertiesOf(name) }]))
}

/** What the file says of itself: no moment, so that the same text is the same bytes whenever it is asked for. */
function propertiesOf(title: string): string {
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped}</dc:title><dc:creator>${CREATOR}</dc:creator></cp:coreProperties>`
}

/** The ZIP with the first moment that ZIP knows, 1 January 1980, beside every entry (APPNOTE 4.3.7 and 4.3.12). */
function withoutTimes(zip: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(zip)
  const view = new DataView(bytes.buffer)
  const end = bytes.length - END_BYTES
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    view.setUint32(at + 12, FIRST_MOMENT, true)
    view.setUint32(view.getUint32(at + 42, true) + 10, FIRST_MOMENT, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return bytes
}

/** The end of a ZIP's directory, without a comment. */
const END_BYTES = 22
/** Time and date of MS-DOS: midnight, 1980-01-01. */
const FIRST_MOMENT = 0x0021_0000

function sectionOf(filled: Filled, section: FilledSection): (Paragraph | Table)[] {
  const { lang } = filled
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: headingOf(filled, section) }),
    ...section.clauses.map(
      (clause) =>
        new Paragraph({
          numbering: { reference: `clauses-${section.id}`, level: 0 },
          spacing: { after: 80, line: 300 },
          children: runsOf(clause, lang),
        }),
    ),
    ...section.checks.map(
      (check) =>
        new Paragraph({
          indent: { left: 480, hanging: 480 },
          spacing: { after: 80, line: 300 },
          children: [new TextRun('□\u3000'), ...runsOf(check, lang)],
        }),
    ),
    ...(section.table ? [tableOf(section.table.columns, rowsOf(section.table), widthsOf(section.table.columns), 70)] : []),
  ]
}

function rowsOf({ columns, rows, cells = [] }: NonNullable<FilledSection['table']>): string[][] {
  return [...cells, ...Array.from({ length: rows }, () => columns.map(() => ''))]
}

function runsOf({ spans, advice }: FilledClause, lang: Filled['lang']): TextRun[] {
  const mark = advice ? [new TextRun({ text: ADVICE[lang], color: GREY })] : []
  return [...mark, ...spans.map(runOf)]
}

function runOf({ text, blank }: Span): TextRun {
  return new TextRun(blank ? { text, highlight: 'yellow', underline: {} } : text)
}

/** Columns as wide as their longest word asks: a word of Latin letters does not break, Japanese does anywhere. */
function widthsOf(columns: readonly string[]): number[] {
  const weights = columns.map((name) => Math.max(5, ...(name.match(/[A-Za-z]+/g) ?? []).map((word) => word.length)))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.floor((CONTENT_WIDTH * weight) / all))
}

/** A table with a head that is repeated on each page; `padding` above and below each text, in twentieths of a point. */
function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  padding: number,
): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: LINE }
  const cell = (text: string, at: number, bold: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      margins: { top: padding, bottom: padding, left: 90, right: 90 },
      ...(bold ? { shading: { fill: 'F2F2F2' } } : {}),
      children: text.split('\n').map((line) => new Paragraph({ children: [new TextRun({ text: line, size: 19, bold })] })),
    })
  return new Table({
    width: { size: CONTENT_WIDTH, type: WidthType.DXA },
    columnWidths: [...widths],
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: head.map((text, at) => cell(text, at, true)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, at) => cell(text, at, false)) })),
    ],
  })
}
