import iconv from 'iconv-lite'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { toTwins } from './text.ts'

/** The encodings that a CSV file is written in: UTF-8 with its mark, so that Excel knows it, or Shift_JIS as Windows has it. */
export type Encoding = 'utf-8' | 'shift_jis'
/** A decoded text, and the encoding it was in. */
export type Decoded = { text: string; encoding: Encoding | 'utf-16' }

/** Decodes a text by its byte order mark, else as UTF-8, else as Shift_JIS. Refuses what is none of these. */
export function decodeText(bytes: Uint8Array): Outcome<Decoded> {
  for (const [label, encoding] of attemptsFor(bytes)) {
    try {
      return accept({ text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding })
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
    }
  }
  return refuse('unknown-encoding', {
    ja: '文字コードを読み取れません。UTF-8かShift_JISで保存し直してください。何も取り込んでいません。',
    en: 'The text encoding is not known. Save the file as UTF-8 or Shift_JIS and retry. Nothing was imported.',
  })
}

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

function attemptsFor(bytes: Uint8Array): [string, Decoded['encoding']][] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return [['utf-16le', 'utf-16']]
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return [['utf-16be', 'utf-16']]
  return [
    ['utf-8', 'utf-8'],
    ['shift_jis', 'shift_jis'],
  ]
}

function inShiftJis(char: string): boolean {
  if (char < '\u0080') return true
  const bytes = iconv.encode(char, 'cp932')
  return new TextDecoder('shift_jis').decode(bytes) === char
}
