/** Text as it can be stored and written everywhere: line ends as `\n`, no control characters, no halves of characters. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSTORABLE, '').replace(LONE_SURROGATE, '\ufffd')
}

/** How many characters a person sees in a text; 𠮷 is one. */
export function lengthOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}

/** Whether two texts say the same. Line ends, blanks at the end, and twins that a code page folds (`〜` and `～`) do not count. */
export function sameText(one: string, other: string): boolean {
  return one === other || toComparable(one) === toComparable(other)
}

/** The characters that Shift_JIS lacks although a twin looks the same, and that twin. */
const SHIFT_JIS_TWINS: ReadonlyMap<string, string> = new Map([
  ['〜', '～'],
  ['−', '－'],
  ['—', '―'],
  ['‖', '∥'],
  ['¢', '￠'],
  ['£', '￡'],
  ['¬', '￢'],
  ['¥', '￥'],
])

/** Puts the twin for every character that has one. */
export function toTwins(text: string): string {
  return text.replace(TWINNED, (char) => SHIFT_JIS_TWINS.get(char) ?? char)
}

function toComparable(text: string): string {
  return toTwins(cleanText(text)).trimEnd()
}

const TWINNED = new RegExp(`[${[...SHIFT_JIS_TWINS.keys()].join('')}]`, 'g')
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that neither XML nor PostgreSQL takes
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
