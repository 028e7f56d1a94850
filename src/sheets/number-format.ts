import { format } from 'numfmt'

/**
 * What a person sees of a number under the number format `code`: `0.8` as `80%`, `1` as `○` under `[=1]"○"`. A format that cannot be
 * read, or that has no section for the number, shows the number itself. Empty where the format shows nothing.
 */
export function toShownNumber(value: number, code: string | undefined): string {
  const plain = String(Number(value.toPrecision(15)))
  if (code === undefined || code === 'General') return plain
  const shown = tryFormat(value, code)
  return shown === undefined || shown.startsWith('####') ? plain : shown
}

/** What a person sees of a text under a format that says something about texts: `山田` as `山田様` under `@"様"`. */
export function toShownText(text: string, code: string | undefined): string {
  if (code === undefined || code === '@' || !SAYS_TEXTS.test(code)) return text
  return tryFormat(text, code) ?? text
}

/** The code of a format by its number, where the workbook has none of its own: those of ECMA-376, 18.8.30, that are no dates. */
export function builtInCode(id: number): string | undefined {
  return BUILT_IN.get(id)
}

function tryFormat(value: number | string, code: string): string | undefined {
  if (code.length > LONGEST_CODE) return undefined
  try {
    return format(code.replaceAll('G/標準', 'General'), value).trim()
  } catch {
    return undefined
  }
}

const LONGEST_CODE = 255
/** A section with `@`, or the fourth section, which is for texts. */
const SAYS_TEXTS = /@|;[^;]*;[^;]*;/
const BUILT_IN = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [37, '#,##0;-#,##0'],
  [38, '#,##0;-#,##0'],
  [39, '#,##0.00;-#,##0.00'],
  [40, '#,##0.00;-#,##0.00'],
  [48, '##0.0E+0'],
])
