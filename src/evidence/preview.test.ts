import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { zipOf } from '../exchange/exchange.fixture.ts'
import { toFileName } from '../kernel/file-name.ts'
import { bare } from '../sheets/workbook.fixture.ts'
import { mediaKindOf, mediaTypeOf } from './media.ts'
import { previewPage } from './preview.ts'

/** What stranger's files become: nothing of them that a browser could run reaches it. */

const entry = (name: string, content: string | Uint8Array) => {
  const bytes = Buffer.from(content)
  return { name, packed: deflateRawSync(bytes), size: bytes.length }
}
const PDF = (catalog: string) => `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R${catalog}>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 41>>stream
BT /F1 24 Tf 50 100 Td (Evidence) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>`
const SCRIPT = '<script>alert(1)</script>'
const DOCUMENT = (body: string) =>
  zipOf([entry('word/document.xml', `<w:document xmlns:w="x"><w:body>${body}</w:body></w:document>`)])

function shown(content: string | Uint8Array, name: string): Promise<string> {
  const bytes = Buffer.from(content)
  return previewPage({ kind: mediaKindOf(mediaTypeOf(bytes, name)), bytes, lang: 'ja' })
}

test.each([
  ['HTML with a script', `<!doctype html>${SCRIPT}`, 'a.html', '&lt;script&gt;alert(1)'],
  ['SVG with a script', `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`, 'a.svg', '&lt;svg xmlns='],
  ['a table with a formula and markup', `"=cmd|'/c calc'!A1",${SCRIPT}`, 'a.csv', '=cmd|&#39;/c calc&#39;!A1'],
  ['a name that turns the order of reading round', 'abc\u202edcba', 'a.txt', 'abc\ufffddcba'],
  ['Shift_JIS', Uint8Array.from([0x8c, 0xae, 0x82, 0xcc, 0x91, 0xe4, 0x92, 0xa0]), 'a.txt', '鍵の台帳'],
  [
    'a workbook',
    bare(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&lt;b&gt;鍵</t></is></c></row></sheetData>`),
    'a.xlsx',
    '&lt;b&gt;鍵',
  ],
  [
    'a document',
    DOCUMENT('<w:p><w:r><w:t>&lt;img onerror=x&gt; 規程</w:t></w:r><w:del><w:r><w:t>消した</w:t></w:r></w:del></w:p>'),
    'a.docx',
    '&lt;img onerror=x&gt; 規程',
  ],
])('%s is shown as text', async (_, content, name, words) => {
  const page = await shown(content, name)
  expect(page).toContain(words)
  expect(page).not.toMatch(/<script|<svg|<img|<b>|onload="|消した/)
})

test('a PDF with JavaScript is drawn: a picture, and nothing of its script', async () => {
  const page = await shown(PDF('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'), 'a.pdf')
  expect(page).toMatch(/<img src="data:image\/png;base64,iVBORw0KGgo/)
  expect(page).not.toContain('alert')
})

test('the picture of a page has its proportions, and signs on a white ground', async () => {
  const page = await shown(PDF(''), 'a.pdf')
  const png = Buffer.from(/base64,([^"]+)/.exec(page)?.[1] ?? '', 'base64')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 400])
})

test.each([
  ['a broken PDF', '%PDF-1.7 nothing', 'a.pdf', 'このPDFは'],
  [
    'a bomb within a workbook',
    zipOf([entry('xl/workbook.xml', Buffer.alloc(60 * 2 ** 20))]),
    'a.xlsx',
    '展開すると大きくなりすぎる',
  ],
  [
    'a bomb within a document',
    zipOf([entry('word/document.xml', Buffer.alloc(60 * 2 ** 20))]),
    'a.docx',
    '展開すると大きくなりすぎる',
  ],
  ['a document without one', zipOf([entry('x.xml', '<x/>')]), 'a.docx', '中身を読み取れない'],
  ['a document whose entities grow', DOCUMENT('&lol;'), 'a.docx', '中身を読み取れない'],
  ['a program', Uint8Array.from([0x4d, 0x5a, 0, 1, 2]), 'a.pdf', 'この種類のファイル'],
])('%s is refused in words', async (_, content, name, words) => {
  const page = await shown(content, name)
  expect(page).toContain(words)
  expect(page).not.toContain('<img')
})

test.each([
  ['a picture that is a page, too', `GIF89a/*<html>${SCRIPT}*/`, 'a.html', 'image/gif'],
  ['a PDF under the name of a page', PDF(''), 'a.html', 'application/pdf'],
  ['a page under the name of a picture', `<html>${SCRIPT}`, 'a.png', 'text/plain'],
  ['a page that begins like no PDF and holds one', `<html>${PDF('')}`, 'a.pdf', 'text/plain'],
  ['an archive with a name in Shift_JIS', zipOf([entry('\u008c®.html', SCRIPT)]), 'a.zip', 'application/zip'],
])('%s is what its first bytes say', (_, content, name, mediaType) => {
  expect(mediaTypeOf(Buffer.from(content), name)).toBe(mediaType)
})

test.each([
  ['../../etc/passwd', /^[^/\\]+$/],
  ['..\\..\\boot.ini', /^[^/\\]+$/],
  ['invoice\u202efdp.exe', /^invoicefdp\.exe$/],
  [`${'あ'.repeat(300)}.pdf`, /^あ+\.pdf$/],
  ['\u0000', /^_$/],
])('the name %j does no harm', (name, wanted) => {
  const kept = toFileName(name)
  expect(kept).toMatch(wanted)
  expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(255)
})
