import { describe, expect, it } from 'vitest'
import { kindOf, tooLarge } from './file-kind.ts'
import { MAX_FILE_BYTES } from './limits.ts'

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

describe('kindOf', () => {
  it.each([
    ['workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0])],
    ['json', Buffer.from('\ufeff \n{"format":1}')],
    ['text', Buffer.from('番号,評価\r\n')],
    ['text', Buffer.from([0xff, 0xfe, 0x41, 0x00])],
    ['json', Buffer.from('\ufeff{"format":1}', 'utf16le')],
    ['text', Buffer.from('番号,評価\r\n1-1-1-1,○\r\n', 'utf16le')],
    ['text', Buffer.from('| 1 | 2 |\n')],
    ['text', Buffer.from([0x94, 0xd4, 0x8d, 0x86])],
  ])('takes %s', (kind, bytes) => {
    expect(kindOf(bytes)).toEqual({ ok: true, value: kind })
  })

  it.each([
    ['empty-file', '空', new Uint8Array()],
    ['not-readable', 'PDF', Buffer.from('%PDF-1.7\n')],
    ['not-readable', '画像', Buffer.from('\x89PNG\r\n', 'latin1')],
    ['not-readable', '圧縮', Buffer.from([0x1f, 0x8b, 8])],
    ['not-readable', 'HTML', Buffer.from('<!DOCTYPE html><table>')],
    ['not-readable', 'HTML', Buffer.from('\n<html xmlns:o="urn:schemas-microsoft-com:office:office">')],
    [
      'not-readable',
      'XMLスプレッドシート 2003',
      Buffer.from('<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>'),
    ],
    ['not-readable', 'MHT', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"')],
    ['not-readable', 'Googleスプレッドシートで開き', Buffer.from('{"url": "https://docs.google.com/open?id=1"}')],
    ['not-readable', 'Markdown', Buffer.from('| 番号 | 評価 |\n|---|:--|\n| 1-1-1-1 | ○ |\n')],
    ['not-readable', '文字のファイルではない', Buffer.from([1, 2, 0, 4])],
    ['old-excel-file', '.xls', Uint8Array.from(OLE)],
    ['encrypted-file', 'パスワード', Buffer.concat([Uint8Array.from(OLE), Buffer.from('EncryptedPackage', 'utf16le')])],
  ])('refuses %s (%s)', (code, word, bytes) => {
    const outcome = kindOf(bytes)
    expect(!outcome.ok && outcome.refusals[0].code).toBe(code)
    expect(!outcome.ok && outcome.refusals[0].words.ja).toContain(word)
  })

  it('refuses 50 MB and says how much fits', () => {
    const outcome = kindOf(new Uint8Array(50 * 1024 * 1024))
    expect(outcome).toEqual(tooLarge(50 * 1024 * 1024))
    expect(!outcome.ok && outcome.refusals[0].words.ja).toContain('約50 MB、10 MBまで')
    expect(kindOf(new Uint8Array(MAX_FILE_BYTES).fill(0x41)).ok).toBe(true)
  })
})
