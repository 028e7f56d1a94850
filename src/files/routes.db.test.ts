import { createHash, randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { beforeEach, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import type { UploadId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { memoryBlobs } from './blobs.fixture.ts'
import { readUpload } from './upload-actions.ts'

const database = testDatabase()
/** More than any other body may have. */
const CONTENT = randomBytes(12 * 1024 * 1024)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let sender: Visitor

beforeEach(async () => {
  const made = testContext(database.db)
  context = Object.assign(made, { blobs: memoryBlobs(made.now) })
  app = testApp(context, features)
  aoyama = await begin(context, '株式会社青山製作所', '青山 一郎')
  sender = visitor(app, aoyama)
})

const begun = (more: Record<string, string> = {}, by = sender) =>
  by.post(
    '/uploads',
    {},
    {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(CONTENT.length),
      'Upload-Metadata': `filename ${base64('鍵の台帳.pdf')},filetype ${base64('application/pdf')},sha256 ${base64(sha256(CONTENT))}`,
      ...more,
    },
  )
const piece = (at: string, from: number, bytes: Uint8Array, more: Record<string, string> = {}, by = sender) =>
  by.send(at, bytes, 'application/offset+octet-stream', {
    'Tus-Resumable': '1.0.0',
    'X-HTTP-Method-Override': 'PATCH',
    'Upload-Offset': String(from),
    ...more,
  })
const upload = (at: string) => readUpload(context, aoyama, at.slice('/uploads/'.length) as UploadId)

test('a file is sent in two requests, larger than a form may be, and is kept under the hash that the browser told', async () => {
  const { status, location } = await begun()
  expect(status).toBe(201)
  const at = location ?? ''
  const first = await piece(at, 0, CONTENT.subarray(0, 3_000_000))
  expect([first.status, first.headers.get('Upload-Offset')]).toEqual([204, '3000000'])
  expect(first.headers.get('Upload-Expires')).toMatch(/GMT$/)
  const asked = await sender.get(at)
  expect([asked.status, asked.headers.get('Upload-Offset'), asked.headers.get('Upload-Length')]).toEqual([
    200,
    '3000000',
    String(CONTENT.length),
  ])
  expect((await piece(at, 2_000_000, CONTENT)).status).toBe(409)
  expect((await piece(at, 3_000_000, CONTENT.subarray(3_000_000))).status).toBe(204)
  expect(await upload(at)).toMatchObject({ name: '鍵の台帳.pdf', mediaType: 'application/pdf', stored: expect.any(String) })
})

test('an upload that arrived whole before a crash is put together when somebody asks how far it is', async () => {
  const at = (await begun()).location ?? ''
  const { write } = context.blobs
  let writes = 0
  // The pieces are kept; the process ends before the whole is.
  context.blobs.write = (name, source) => (++writes === 3 ? Promise.reject(new Error('killed')) : write(name, source))
  expect((await piece(at, 0, CONTENT)).status).toBe(500)
  expect(await upload(at)).toMatchObject({ received: CONTENT.length, stored: null })
  context.blobs.write = write
  expect((await sender.get(at)).headers.get('Upload-Offset')).toBe(String(CONTENT.length))
  expect(await upload(at)).toMatchObject({ stored: expect.any(String) })
})

test('what does not hash to what was told is refused in words, and is gone', async () => {
  const at = (await begun()).location ?? ''
  const reply = await piece(at, 0, Buffer.alloc(CONTENT.length))
  expect([reply.status, JSON.parse(reply.page).refusals[0].code]).toEqual([460, 'file.changed'])
  expect((await sender.get(at)).status).toBe(404)
})

test('an upload is given up by whoever began it; to a colleague and to a stranger it is not there', async () => {
  const at = (await begun()).location ?? ''
  const others = [await colleague(context, aoyama, '鈴木 次郎', 'staff'), await begin(context, '楓システムズ', '楓 花子')]
  for (const other of others) {
    const by = visitor(app, other)
    expect((await by.get(at)).status).toBe(404)
    expect((await piece(at, 0, CONTENT, {}, by)).status).toBe(404)
    expect((await piece(at, 0, CONTENT, { 'X-HTTP-Method-Override': 'DELETE' }, by)).status).toBe(404)
  }
  expect((await piece(at, 0, new Uint8Array(), { 'X-HTTP-Method-Override': 'DELETE' })).status).toBe(204)
  expect((await sender.get(at)).status).toBe(404)
})

test.each([
  ['another version of the protocol', { 'Tus-Resumable': '0.2.2' }, 412],
  ['no length', { 'Upload-Length': '' }, 422],
  ['a length that is none', { 'Upload-Length': '-1' }, 422],
  ['more than a file may have', { 'Upload-Length': '99999999999' }, 413],
  ['no name', { 'Upload-Metadata': '' }, 422],
  ['a hash that is none', { 'Upload-Metadata': `filename ${base64('a')},sha256 ${base64('abc')}` }, 422],
  ['a name said twice', { 'Upload-Metadata': `filename ${base64('a')},filename ${base64('b')}` }, 422],
])('an upload is not begun with %s', async (_, headers, status) => {
  expect((await begun(headers)).status).toBe(status)
})

test('what is no piece is not taken for one', async () => {
  const at = (await begun()).location ?? ''
  const statuses = [
    { 'X-HTTP-Method-Override': 'PUT' },
    { 'Upload-Offset': 'x' },
    { 'Tus-Resumable': '2.0.0' },
    { 'Content-Type': 'text/plain' },
  ]
  const replies = await Promise.all(statuses.map((headers) => piece(at, 0, new Uint8Array(1), headers)))
  expect(replies.map(({ status }) => status)).toEqual([422, 422, 412, 415])
})
