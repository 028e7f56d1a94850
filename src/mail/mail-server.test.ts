import { describe, expect, test } from 'vitest'
import { decideMailServer } from './mail-server.ts'
import { decideSender } from './sender.ts'

describe('SMTP_URL', () => {
  test.each([
    ['smtp://mail.example.jp', { host: 'mail.example.jp', port: 587, tls: 'starttls', login: undefined }],
    [
      'smtp://u:p@mail.example.jp:2525',
      { host: 'mail.example.jp', port: 2525, tls: 'starttls', login: { user: 'u', password: 'p' } },
    ],
    [
      'smtp://taro%40example.jp:p%3A%2F%40@mail.example.jp',
      { host: 'mail.example.jp', port: 587, tls: 'starttls', login: { user: 'taro@example.jp', password: 'p:/@' } },
    ],
    ['smtps://u:p@mail.example.jp', { host: 'mail.example.jp', port: 465, tls: 'always', login: { user: 'u', password: 'p' } }],
    ['smtps://mail.example.jp:4650/', { host: 'mail.example.jp', port: 4650, tls: 'always', login: undefined }],
    ['smtp://relay.example.jp:25?tls=none', { host: 'relay.example.jp', port: 25, tls: 'none', login: undefined }],
    ['smtp://localhost:1025', { host: 'localhost', port: 1025, tls: 'none', login: undefined }],
    ['smtp://127.0.0.1:25', { host: '127.0.0.1', port: 25, tls: 'none', login: undefined }],
    ['smtp://[::1]:25', { host: '::1', port: 25, tls: 'none', login: undefined }],
    ['smtp://u:p@localhost?tls=required', { host: 'localhost', port: 587, tls: 'starttls', login: { user: 'u', password: 'p' } }],
  ])('%s is read', (text, value) => {
    expect(decideMailServer(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['mail.example.jp', 'smtp://'],
    ['http://mail.example.jp', 'smtp://'],
    ['smtp://', 'smtp://'],
    ['smtp://mail.example.jp/inbox', 'smtp://'],
    ['smtp://mail.example.jp?tls=maybe', 'tls=required'],
    ['smtp://mail.example.jp?ignoreTLS=true', 'tls=required'],
    ['smtps://mail.example.jp?tls=none', 'tls=none'],
    ['smtp://u:%E0%A4@mail.example.jp', '%40'],
    ['smtp://:swordfish@mail.example.jp', '%40'],
    ['smtp://u:swordfish@relay.example.jp?tls=none', '途中で読まれます'],
  ])('%s is refused, without its password', (text, words) => {
    const outcome = decideMailServer(text)
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'config.mail-server' }] })
    expect(JSON.stringify(outcome)).toContain(words)
    expect(JSON.stringify(outcome)).not.toContain('swordfish')
  })
})

describe('MAIL_FROM', () => {
  test.each([
    ['hoshitori@example.co.jp', { name: '', address: 'hoshitori@example.co.jp' }],
    ['星取 <hoshitori@example.co.jp>', { name: '星取', address: 'hoshitori@example.co.jp' }],
    [' "星取, 運用" <hoshitori@example.co.jp> ', { name: '星取, 運用', address: 'hoshitori@example.co.jp' }],
    ['<hoshitori@example.co.jp>', { name: '', address: 'hoshitori@example.co.jp' }],
  ])('%j is read', (text, value) => {
    expect(decideSender(text)).toEqual({ ok: true, value })
  })

  test.each(['', '星取', 'a@b', 'a@b.c, d@e.f', '星取 <a@b.c', 'x <a@b.c> y', 'a\n<a@b.c>', 'x <a@b.c>\r\nBcc: <d@e.f>'])(
    '%j is refused',
    (text) => {
      expect(decideSender(text)).toMatchObject({ ok: false, refusals: [{ code: 'config.mail-from' }] })
    },
  )
})
