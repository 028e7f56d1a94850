/** The cells of what was copied in a spreadsheet: tabs between cells, line ends between rows, and quotation marks around cells with either. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let [cell, quoted, at] = ['', false, 0]
  const close = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  while (at < text.length) {
    const char = text[at] ?? ''
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === '\t') close()
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at += 1
      close()
      rows.push([])
    } else cell += char
    at += 1
  }
  close()
  const last = rows.at(-1)
  if (last?.length === 1 && last[0] === '' && rows.length > 1) rows.pop()
  return rows
}
