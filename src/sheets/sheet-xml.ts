import { MAX_COLUMNS, MAX_ROWS } from './limits.ts'

/** What the page header of a trimmed sheet says when cells with content lie past the limits. */
export const CUT = 'cut'

/**
 * Keeps the cells and the merged ranges of a sheet part and nothing else; no links, rules, or column definitions, of which a
 * few bytes can keep the parser busy for hours. Whether something was cut goes along in the page header, since the parser
 * hands sheets back without their part names. Nothing when the part is no sheet.
 */
export function trimSheet(xml: string): string | undefined {
  if (!SHEET_ROOT.test(xml.slice(0, 4000))) return undefined
  const data = withoutReadings(section(xml, 'sheetData'))
  const header = goesBeyond(data) ? `<headerFooter><oddHeader>${CUT}</oddHeader></headerFooter>` : ''
  return `<worksheet>${data}${section(xml, 'mergeCells')}${header}</worksheet>`
}

const SHEET_ROOT = /<(?:\w+:)?(?:worksheet|chartsheet|dialogsheet|macrosheet)[\s>]/

function section(xml: string, name: string): string {
  const open = new RegExp(`<((?:\\w+:)?)${name}[\\s/>]`).exec(xml)
  if (!open) return ''
  const close = `</${open[1]}${name}>`
  const end = xml.indexOf(close, open.index)
  return end < 0 ? '' : xml.slice(open.index, end + close.length)
}

/** Drops the readings (ふりがな) that Excel keeps beside a text: the parser would run them into the text of an inline string. */
function withoutReadings(xml: string): string {
  const kept: string[] = []
  let from = 0
  for (let at = xml.indexOf('<rPh', from); at >= 0; at = xml.indexOf('<rPh', from)) {
    const end = xml.indexOf('</rPh>', at)
    if (end < 0) break
    kept.push(xml.slice(from, at))
    from = end + '</rPh>'.length
  }
  return from === 0 ? xml : kept.join('') + xml.slice(from)
}

function goesBeyond(xml: string): boolean {
  for (const [, attributes, column, row] of xml.matchAll(CELL)) {
    if (attributes?.endsWith('/')) continue
    if (Number(row) > MAX_ROWS || columnNumber(column ?? '') > MAX_COLUMNS) return true
  }
  return false
}

/** The bounds on its length keep a file of nothing but openings from being searched a million times over. */
const CELL = /<(?:\w+:)?c\s([^>]{0,200}?r="([A-Z]{1,3})(\d{1,7})"[^>]{0,200})>/g

function columnNumber(name: string): number {
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}
