import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { mayCost } from '../../tests/costs.ts'
import { BadInput } from '../cli/command.ts'
import { root } from '../root.ts'
import { evidenceCommand } from './cli.ts'
import { packOf, pieceOf } from './made.fixture.ts'

// The other verifier and sha256sum are programs of their own.
mayCost({ processes: 7 })

const FILES = 1000
const work = mkdtempSync(join(tmpdir(), 'hoshitori-pack-'))
const packed = join(work, 'pack.zip')
const altered = join(work, 'altered.zip')
const folder = join(work, 'unpacked')
afterAll(() => rmSync(work, { recursive: true, force: true }))

beforeAll(async () => {
  const contents = Array.from({ length: FILES }, (_, at) => Buffer.from(`証跡 ${at}\n`.repeat(20)))
  const pack = await packOf(
    contents.map((content, at) => pieceOf(at + 1, `記録 ${at + 1}.txt`, content)),
    contents,
  )
  writeFileSync(packed, pack)
  const changed = Uint8Array.from(pack)
  changed[Buffer.from(pack).indexOf('証跡 776\n') + 200] = 0x21
  writeFileSync(altered, changed)
  const zip = await fromBufferPromise(Buffer.from(pack))
  for await (const entry of zip.eachEntry()) {
    const path = join(folder, entry.fileName)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, await buffer(await zip.openReadStreamPromise(entry)))
  }
})

async function run(line: string, lang?: 'ja' | 'en') {
  const written: string[] = []
  const terminal = {
    out: (text: string) => written.push(text),
    err: () => {},
    folder: work,
    now: () => '',
    ...(lang ? { lang } : {}),
  }
  return { code: await evidenceCommand.run(line.split(' '), terminal), said: written.join('\n') }
}

const other = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'packages/verify/verify.mjs'), ...args], { cwd: work, encoding: 'utf8' })

describe('hoshitori evidence verify', () => {
  test('holds what is as it was made, and says the value that is to be compared', async () => {
    const { code, said } = await run('verify pack.zip --format json')
    const { list, ...verdict } = JSON.parse(said)
    expect(code).toBe(0)
    expect(verdict).toEqual({ sound: true, files: FILES + 3, kept: 0, findings: [] })
    expect(await run('verify pack.zip')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/問題は見つかりませんでした。.*--hash/s),
    })
    expect((await run(`verify pack.zip --hash ${list.toUpperCase()}`)).said).not.toContain('--hash')
    expect(await run(`verify pack.zip --hash ${'0'.repeat(64)}`, 'en')).toMatchObject({
      code: 1,
      said: expect.stringContaining('made anew'),
    })
  })

  test('names the one file of a thousand in which a byte was changed', async () => {
    const { code, said } = await run('verify altered.zip --format json')
    expect(code).toBe(1)
    expect(JSON.parse(said).findings).toEqual([{ kind: 'changed', path: 'files/0777_記録 777.txt' }])
    expect((await run('verify altered.zip')).said).toContain('「files/0777_記録 777.txt」の内容が変わっています。')
  })

  test('takes the folder that a pack was unpacked into, and follows no link in it', async () => {
    expect(await run('verify unpacked')).toMatchObject({ code: 0 })
    const link = join(folder, 'files/0009_link')
    symlinkSync('/etc/passwd', link)
    const { code, said } = await run('verify unpacked --format json')
    rmSync(link)
    expect(code).toBe(1)
    expect(JSON.parse(said).findings).toEqual([{ kind: 'unlisted', path: 'files/0009_link' }])
  })

  test.each(['verify', 'verify gone.zip', 'list pack.zip', 'verify pack.zip --hash abc', 'verify pack.zip --format xml'])(
    'refuses %j in words',
    async (line) => {
      await expect(run(line)).rejects.toThrow(BadInput)
    },
  )

  test('a file that is no pack is not sound', async () => {
    writeFileSync(join(work, 'other.zip'), 'PK')
    expect(await run('verify other.zip')).toMatchObject({ code: 1, said: expect.stringContaining('読み取れません') })
  })
})

describe('without Hoshitori', () => {
  test('packages/verify says the same', async () => {
    const { list } = JSON.parse((await run('verify pack.zip --format json')).said)
    expect(other('pack.zip')).toMatchObject({ status: 0, stdout: expect.stringContaining(list) })
    expect(other('pack.zip', '--hash', list)).toMatchObject({ status: 0 })
    expect(other('altered.zip')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('「files/0777_記録 777.txt」の内容が変わっています。'),
    })
    expect(other('gone.zip')).toMatchObject({ status: 2 })
  })

  test('sha256sum says the same', () => {
    const check = (name: string) =>
      spawnSync('sha256sum', ['--check', '--quiet', name], { cwd: folder, encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } })
    expect(check('SHA256SUMS.sha256')).toMatchObject({ status: 0 })
    expect(check('SHA256SUMS')).toMatchObject({ status: 0 })
    appendFileSync(join(folder, 'files/0005_記録 5.txt'), '!')
    expect(check('SHA256SUMS')).toMatchObject({ status: 1, stdout: 'files/0005_記録 5.txt: FAILED\n' })
  })
})
