import { MAX_CELL } from './limits.ts'

/**
 * A text with runs that are struck through. `whole` is all of it, `left` what is left without them, and `leftIfStruck` what is left
 * where the cell itself is struck through: the runs that say that they are not.
 */
type StruckText = { whole: string; left: string; leftIfStruck: string }
/** A text as it stands in a part of a workbook; a plain one says nothing of being struck through. */
export type RichText = string | StruckText

/** Gathers the text of a cell from `t` elements, without the readings (ふりがな, `rPh`) that Excel keeps beside it. */
type Gatherer = {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
  take(): RichText
}

export function gatherRichText(): Gatherer {
  let [within, readings] = [0, 0]
  let [whole, left, leftIfStruck] = ['', '', '']
  let run: 'plain' | 'shown' | 'struck' = 'plain'
  let anyFormat = false
  return {
    open: (name, attributes) => {
      if (name === 'rPh') readings += 1
      if (name === 't') within += 1
      if (name === 'r') run = 'plain'
      if (name === 'rPr') {
        run = 'shown'
        anyFormat = true
      }
      if (name === 'strike' && isOn(attributes.val)) run = 'struck'
    },
    text: (text) => {
      if (within === 0 || readings > 0) return
      whole = append(whole, text)
      if (run !== 'struck') left = append(left, text)
      if (run === 'shown') leftIfStruck = append(leftIfStruck, text)
    },
    close: (name) => {
      if (name === 'rPh') readings -= 1
      if (name === 't') within -= 1
      if (name === 'r') run = 'plain'
    },
    take: () => {
      const [all, some, few] = [whole, left, leftIfStruck].map(unescapeText) as [string, string, string]
      const taken = anyFormat ? { whole: all, left: some, leftIfStruck: few } : all
      ;[whole, left, leftIfStruck, run, anyFormat] = ['', '', '', 'plain', false]
      return taken
    },
  }
}

/** What of a text a person takes for said, in a cell that is struck through or not; `struck` is all of it where some is not. */
export function unstruck(text: RichText, cellIsStruck: boolean): { text: string; struck?: string } {
  if (typeof text === 'string') return cellIsStruck && text !== '' ? { text: '', struck: text } : { text }
  const left = cellIsStruck ? text.leftIfStruck : text.left
  return left === text.whole ? { text: left } : { text: left, struck: text.whole }
}

/** An element such as `strike`, which means yes unless it says no. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off)$/.test(value)
}

/** What is longer than a cell can be is cut: no pattern ever sees more. */
export function append(text: string, more: string): string {
  const room = MAX_CELL - text.length
  return more.length <= room ? text + more : text + more.slice(0, room)
}

/** Excel writes characters that XML lacks as `_x000D_`, and the underscore of such a piece itself as `_x005F_`. */
export function unescapeText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
