import { MAX_CELL } from './limits.ts'

/** Gathers the text of a cell from `t` elements, without the readings (ふりがな, `rPh`) that Excel keeps beside it. */
type RichText = { open(name: string): void; text(text: string): void; close(name: string): void; take(): string }

export function gatherRichText(): RichText {
  let [within, readings, gathered] = [0, 0, '']
  return {
    open: (name) => {
      if (name === 'rPh') readings += 1
      if (name === 't') within += 1
    },
    text: (text) => {
      if (within > 0 && readings === 0) gathered = append(gathered, text)
    },
    close: (name) => {
      if (name === 'rPh') readings -= 1
      if (name === 't') within -= 1
    },
    take: () => {
      const whole = gathered
      gathered = ''
      return unescapeText(whole)
    },
  }
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
