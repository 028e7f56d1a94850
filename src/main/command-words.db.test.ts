import { beforeAll, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { typed } from '../cli/terminal.fixture.ts'
import { commands } from './commands.ts'

const database = testDatabase()
const all = commands({ HOSHITORI_DATA: '/nowhere' })
let context: ReturnType<typeof testContext>

beforeAll(async () => {
  context = testContext(database.db)
  await begin(context, 'Aoyama', 'Taro')
})

/** Every command: its help, a word and an option that it does not know, and what it says of itself where it can be run. */
const LINES = [
  ...all.map(({ name }) => [name, '--help']),
  ...all
    .filter(({ name }) => name !== 'serve')
    .flatMap(({ name }) => [
      [name, 'x', 'y'],
      [name, '--unknown'],
    ]),
  ...['accounts', 'unlock', 'organisations', 'organisation', 'invite', 'register'].map((what) => ['admin', what]),
  ['admin', 'accounts', 'one-too-many'],
  ['admin', 'register', '--organisation', 'Kaede', '--name', 'Yumi', '--email', 'yumi@kaede.example'],
  ['admin', 'invite', '--organisation', 'Aoyama', '--name', 'Ken', '--email', 'ken@aoyama.example'],
  ['admin', 'invite', '--organisation', 'Nobody', '--name', 'Ken', '--email', 'ken@aoyama.example'],
  ...['unlock', 'reset-link', 'end-sessions', 'remove-second-factor'].map((what) => ['admin', what, 'nobody@aoyama.example']),
  ['admin', 'remove-second-factor', 'nobody@aoyama.example', '--yes'],
  ['admin', 'organisation', 'Aoyama', '--kinds', 'applicant,expert'],
  ['admin', 'organisation', 'Aoyama', '--kinds', 'nothing'],
  ['admin', 'open-sign-in', 'Aoyama'],
  ['secret', 'status'],
  ['secret', 'forget'],
  ['secret', 'forget', '--yes'],
  ['log', 'verify'],
  ['log', 'verify', '--key', 'x'],
  ['log', 'verify', '--organisation', 'x'],
  ['log', 'verify', '--file', 'not-there'],
  ['log', 'verify', '--checkpoint', 'package.json'],
  ['log', 'verify', '--file', 'package.json'],
  ['log', 'export'],
  ['log', 'export', '--organisation', 'installation'],
  ['log', 'export', '--organisation', 'installation', '--out', 'not/there'],
  ['log', 'accept-older'],
  ['settings', '--letter-to', 'x@example.jp'],
  ['backup', 'not/there'],
  ['backup', '.'],
  ['backup', 'package.json'],
  ['backup', '--verify', 'not-there'],
  ['backup', '--verify', 'package.json'],
  ['restore', 'not-there'],
  ['restore', 'package.json'],
  ['nonsense'],
]

test.each(LINES.map((line) => [line.join(' '), line]))(
  '%s speaks English, and Japanese where nothing is asked',
  async (_, line) => {
    const english = await typed(all, [...line, '--lang', 'en'], { folder: process.cwd(), context })
    const japanese = await typed(all, line, { folder: process.cwd(), context })
    const said = english.out + english.err
    expect(said.replaceAll('(星取)', '')).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u)
    if (said !== '') expect(japanese.out + japanese.err).toMatch(/\p{sc=Hiragana}|\p{sc=Han}/u)
  },
)
