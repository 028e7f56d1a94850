import iconv from 'iconv-lite'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { toTwins } from './text.ts'

/** The encodings that a CSV file is written in: UTF-8 with its mark, so that Excel knows it, or Shift_JIS as Windows has it. */
export type Encoding = 'utf-8' | 'shift_jis'
/** A decoded text, and the encoding it was in. */
export type Decoded = { text: string; encoding: Encoding | 'utf-16' | 'euc-jp' | 'iso-2022-jp' }

/**
 * Decodes a text by its byte order mark, by the zero bytes of UTF-16 or by the escapes of ISO-2022-JP; else as UTF-8, else as
 * Shift_JIS or EUC-JP, whichever makes Japanese of it. Refuses what is none of these.
 */
export function decodeText(bytes: Uint8Array): Outcome<Decoded> {
  const decoded = attemptsFor(bytes).flatMap(({ label, encoding }) => {
    const text = tryDecode(bytes, label)
    return text === undefined ? [] : { text, encoding }
  })
  const best = decoded.toSorted((one, other) => strangeIn(one.text) - strangeIn(other.text))[0]
  if (best) return accept(best)
  return refuse('unknown-encoding', {
    ja: '文字コードを読み取れません。UTF-8かShift_JISで保存し直してください。何も取り込んでいません。',
    en: 'The text encoding is not known. Save the file as UTF-8 or Shift_JIS and retry. Nothing was imported.',
  })
}

/** Which half of the bytes of each character of UTF-16 comes first; nothing for a text that is not in it. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const [fewer, more] = [Math.min(even, odd), Math.max(even, odd)]
  if (bytes.length % 2 === 1 || more < fewer * 4 || more * 50 < head.length) return undefined
  const label = odd > even ? 'utf-16le' : 'utf-16be'
  return CONTROL.test(new TextDecoder(label).decode(head)) ? undefined : label
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of them but tabs and line ends
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

/**
 * Encodes a text. Refuses Shift_JIS for a text with characters that it lacks, and names them; a twin that looks the same
 * (`〜` as `～`) is put instead, and counts as the same text when the file comes back.
 */
export function encodeText(text: string, encoding: Encoding): Outcome<Uint8Array> {
  if (encoding === 'utf-8') return accept(new TextEncoder().encode(`\ufeff${text}`))
  const twinned = toTwins(text)
  const missing = [...new Set(twinned)].filter((char) => !inShiftJis(char))
  if (missing.length === 0) return accept(new Uint8Array(iconv.encode(twinned, 'cp932')))
  const shown = missing.slice(0, 20).join(' ')
  const more = missing.length - 20
  return refuse('not-in-shift-jis', {
    ja: `Shift_JISにない文字があります: ${shown}${more > 0 ? ` ほか${more}字` : ''}。UTF-8で書き出すか、文字を置き換えてください。`,
    en: `Shift_JIS lacks these characters: ${shown}${more > 0 ? ` and ${more} more` : ''}. Export as UTF-8 or replace them.`,
  })
}

type Attempt = { label: string; encoding: Decoded['encoding'] }

/** Of attempts that stand together, the one that makes the more likely text is taken. */
function attemptsFor(bytes: Uint8Array): Attempt[] {
  const utf16 = utf16Of(bytes)
  if (utf16) return [{ label: utf16, encoding: 'utf-16' }]
  if (hasEscapes(bytes)) return [{ label: 'iso-2022-jp', encoding: 'iso-2022-jp' }]
  if (tryDecode(bytes, 'utf-8') !== undefined) return [{ label: 'utf-8', encoding: 'utf-8' }]
  return [
    { label: 'shift_jis', encoding: 'shift_jis' },
    { label: 'euc-jp', encoding: 'euc-jp' },
  ]
}

function tryDecode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof TypeError) return undefined
    throw cause
  }
}

/** ISO-2022-JP has seven bits, and says with an escape which characters follow. */
function hasEscapes(bytes: Uint8Array): boolean {
  return ['$B', '$@', '(J', '$(D'].some((set) => Buffer.from(bytes).includes(`\x1b${set}`)) && bytes.every((byte) => byte < 0x80)
}

/** Half-width kana and private characters, of which a text decoded wrongly is full, in a thousand characters. */
function strangeIn(text: string): number {
  return ((text.match(/[\uff61-\uff9f\ue000-\uf8ff]/g)?.length ?? 0) * 1000) / Math.max(text.length, 1)
}

function inShiftJis(char: string): boolean {
  if (char < '\u0080') return true
  const bytes = iconv.encode(char, 'cp932')
  return new TextDecoder('shift_jis').decode(bytes) === char
}
