import { expect, test } from 'vitest'
import type { EngagementId } from '../kernel/ids.ts'
import { farewellLetter, invitationLetter } from './letters.ts'

const words = {
  name: '佐藤 花子',
  email: { address: 'hanako@aoyama.example' },
  organisation: '青山精機',
  inviter: '青山 太郎',
  token: 'token',
  expiresAt: '2027-04-15T00:00:00.000Z',
  engagement: null,
}

test('says who invites whom, where the link leads, until when, and what to do if it is a mistake', () => {
  const { to, subject, text } = invitationLetter('https://hoshitori.example', words)
  expect([to, subject]).toEqual(['hanako@aoyama.example', '【星取】青山精機からの招待'])
  expect(text).toContain('青山精機の青山 太郎さんが、あなたを星取に招きました。')
  expect(text).toContain('\nhttps://hoshitori.example/invitations/token\n')
  expect(text).toContain('2027年4月15日 09:00 まで')
  expect(text).toContain('心当たりがないときは')
  expect(text).toContain('青山 太郎 of 青山精機 invites you')
})

test('says to an expert that it is about help', () => {
  const { text } = invitationLetter('https://hoshitori.example', { ...words, engagement: 'e' as EngagementId })
  expect(text).toContain('専門家としての手伝いを頼んでいます。')
})

test.each(['https://evil.example/x', 'evil.example', 'www.evil.example', '例え.テスト', 'evil。example.com'])(
  'a name such as %s makes no second link',
  (name) => {
    const { subject, text } = invitationLetter('https://hoshitori.example', {
      ...words,
      ...{ name, organisation: name, inviter: name },
    })
    expect(text.match(/:\/\//g)).toHaveLength(1)
    for (const line of [subject, ...text.split('\n').filter((one) => !one.startsWith('https://hoshitori.example/'))]) {
      expect(line).not.toMatch(/[\p{L}\p{N}]\.[\p{L}\p{N}]/u)
    }
  },
)

test('the end of an engagement is told without a link, whatever the client is called', () => {
  const { to, subject, text } = farewellLetter('chiba@tsubame.example', 'https://evil.example')
  expect(to).toBe('chiba@tsubame.example')
  expect(subject).toContain('との契約が終わりました')
  expect(text).toContain('この会社の画面には、もう入れません。')
  expect(`${subject}${text}`).not.toMatch(/:\/\/|\w\.\w/)
})
