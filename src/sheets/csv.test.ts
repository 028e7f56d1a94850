import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeText, encodeText } from './code-page.ts'
import { fromHarmless, parseCsv, toCsv, toHarmless } from './csv.ts'
import { MAX_ROWS } from './limits.ts'

function rowsOf(text: string): string[][] {
  const outcome = parseCsv(text)
  if (!outcome.ok) throw new Error(outcome.refusals[0].code)
  return outcome.value.rows
}

describe('parseCsv', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\rc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b;c\n"x;y";;"z"',
      [
        ['a', 'b', 'c'],
        ['x;y', '', 'z'],
      ],
    ],
    ['"改\r\n行","引用""符"",",\n', [['改\r\n行', '引用"符",', '']]],
    [
      'a,\n,b',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a,', [['a', '']]],
    ['"a"b,c', [['ab', 'c']]],
    ['a"b,c', [['a"b', 'c']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['a, "b, c" ,d\n', [['a', 'b, c', 'd']]],
    ['a, "b" c,d\n', [['a', ' "b" c', 'd']]],
    [
      'a, "b\nc,d\n',
      [
        ['a', ' "b'],
        ['c', 'd'],
      ],
    ],
    ['="1-2-1-1",="", "=""x"""\n', [['1-2-1-1', '', 'x']]],
    ['SEP=;\r\na;b,c,d\r\n', [['a', 'b,c,d']]],
    ['', []],
  ])('reads %j', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows)
  })

  it.each([
    ['tabs', '\t', ['表題', '番号\t評価\t理由', '1\t○\tあれ,これ,それ,どれ', '2\t△\t,;,;,;', '3\t×\t,,']],
    ['semicolons', ';', ['番号;評価;理由', '1;○;あれ,これ', '2;△;a,b', '3;×;"x;y",\t']],
    ['bars', '|', ['番号|評価|理由', '1|○|あれ,これ', '2|△|c', '3|×|']],
    ['commas', ',', ['番号,評価', '1,a|b|c', '2,d|e|f']],
    ['commas', ',', ['番号,評価,理由', '1,○,a;b;c;d;e', '2,△', '3,×,\t\t\t\t']],
  ])('takes %s for what separates, by the rows and not by how many there are', (_, separator, lines) => {
    expect(rowsOf(`${lines.join('\r\n')}\r\n`).map(([first]) => first)).toEqual(
      lines.map((line) => line.slice(0, `${line}${separator}`.indexOf(separator))),
    )
  })

  it('finds what separates in a long text, wherever a look at its beginning ends', () => {
    const rows = ['番号', '1', '2', '3'].map((number) => [number, '○', 'あれ;これ\n'.repeat(2000)])
    expect(rowsOf(toCsv(rows))).toEqual(rows)
  })

  it('refuses a quotation mark that is never closed, with its line', () => {
    const outcome = parseCsv('a,b\r\nc,"d\r\ne,f\r\n')
    expect(!outcome.ok && outcome.refusals[0].code).toBe('unclosed-quote')
    expect(!outcome.ok && outcome.refusals[0].words.ja).toContain('2行目')
  })

  it('says where it stopped', () => {
    const outcome = parseCsv('a\n'.repeat(MAX_ROWS + 1))
    expect(outcome.ok && [outcome.value.rows.length, outcome.value.cut]).toEqual([MAX_ROWS, true])
    const whole = parseCsv('a\n'.repeat(MAX_ROWS))
    expect(whole.ok && [whole.value.rows.length, whole.value.cut]).toEqual([MAX_ROWS, false])
  })

  it('reads back whatever it writes', () => {
    const cell = fc.oneof(fc.string({ unit: fc.constantFrom(...'a",;\t\n\'=+-@＝－ あ') }), fc.string())
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
        const clean = rows.map((row) => row.map((text) => text.replaceAll('\r', '')))
        expect(
          rowsOf(toCsv([['a', 'b', 'c'], ...clean]))
            .slice(1)
            .map((row) => row.map(fromHarmless)),
        ).toEqual(clean)
      }),
    )
  })
})

describe('toHarmless', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+81', "'+81"],
    ['-', "'-"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['＝1', "'＝1"],
    ['－ 該当なし', "'－ 該当なし"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
    ['○', '○'],
    ['', ''],
  ])('writes %j as %j', (text, harmless) => {
    expect(toHarmless(text)).toBe(harmless)
    expect(fromHarmless(harmless)).toBe(text)
  })

  it('leaves no cell that a spreadsheet would run', () => {
    fc.assert(fc.property(fc.string(), (text) => !/^[=+\-@\t\r＝＋－＠]/.test(toHarmless(text))))
  })
})

describe('code pages', () => {
  const text = '評価,一部 ①㈱髙﨑 ○△×◇－…\r\n'

  it.each(['utf-8', 'shift_jis'] as const)('reads back %s', (encoding) => {
    const bytes = encodeText(text, encoding)
    expect(bytes.ok && decodeText(bytes.value)).toEqual({ ok: true, value: { text, encoding } })
  })

  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-16', Buffer.from(text, 'utf16le')],
    ['utf-16', Buffer.from(text, 'utf16le').swap16()],
  ])('reads %s', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text, encoding } })
  })

  it.each([
    ['euc-jp', 'EUC-JP', 'criterion,status\r\n1-1-1-1,×,規程を定めた、データのバックアップ\r\n'],
    ['euc-jp', 'EUC-JP', 'n,s\n1,該当なし\n'],
    ['shift_jis', 'Shift_JIS', 'n,s\n1,ﾊﾞｯｸｱｯﾌﾟあり、規程を定めた\n'],
  ])('tells %s by what the text would be', (encoding, label, text) => {
    expect(decodeText(iconv.encode(text, label))).toEqual({ ok: true, value: { text, encoding } })
  })

  it('reads ISO-2022-JP, whose bytes are all those of ASCII', () => {
    const bytes = Buffer.from('n,s\n1,\x1b$B3:Ev$J$7\x1b(B\n', 'latin1')
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text: 'n,s\n1,該当なし\n', encoding: 'iso-2022-jp' } })
  })

  it('refuses bytes of no known encoding', () => {
    const outcome = decodeText(Uint8Array.from([0x81, 0x20, 0xff, 0xfd]))
    expect(!outcome.ok && outcome.refusals[0].code).toBe('unknown-encoding')
  })

  it('puts twins for what Shift_JIS lacks, and names the rest', () => {
    const twins = encodeText('1〜2 −3', 'shift_jis')
    expect(twins.ok && decodeText(twins.value)).toEqual({ ok: true, value: { text: '1～2 －3', encoding: 'shift_jis' } })
    const outcome = encodeText('é😀✖ é', 'shift_jis')
    expect(!outcome.ok && outcome.refusals[0].code).toBe('not-in-shift-jis')
    expect(!outcome.ok && outcome.refusals[0].words.ja).toContain('é 😀 ✖。')
  })
})
