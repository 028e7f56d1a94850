import { afterEach, expect, test } from 'vitest'
import { EICAR, startClamd } from './clamd.fixture.ts'
import { scan } from './clamd.ts'

const MIB = 1024 * 1024
const started: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
})

async function clamd(...how: Parameters<typeof startClamd>) {
  const one = await startClamd(...how)
  started.push(one)
  return one
}

async function* coming(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

test('content is looked at whole, in chunks of one size: what is clean, and what is found, also across two chunks', async () => {
  const { to, seen } = await clamd()
  expect(await scan(to, coming(Buffer.alloc(MIB), Buffer.from('台帳')))).toBeUndefined()
  expect(seen).toEqual([256, 256, 256, 256].map((kib) => kib * 1024).concat(6, 0))
  const across = Buffer.concat([Buffer.alloc(256 * 1024 - 20), Buffer.from(EICAR)])
  expect(await scan(to, coming(across.subarray(0, 99), across.subarray(99)))).toBe('Eicar-Test-Signature')
})

test.each([
  ['an error', () => 'stream: Can not allocate memory ERROR\0'],
  ['nothing, and ends', () => ''],
  ['half an answer', () => 'stream: OK'],
  ['more than an answer', () => `stream: ${'x'.repeat(9000)} FOUND\0`],
])('where clamd says %s, content is not taken for clean', async (_, answer) => {
  const { to } = await clamd(answer)
  await expect(scan(to, coming(Buffer.from('台帳')))).rejects.toThrow(/clamd/)
})

test('more than clamd takes, silence, a connection that breaks off, and nobody there are faults', async () => {
  const small = await clamd(undefined, MIB)
  await expect(scan(small.to, coming(...Array.from({ length: 64 }, () => Buffer.alloc(MIB))))).rejects.toThrow()
  const silent = await clamd(() => undefined)
  await expect(scan(silent.to, coming(Buffer.from('a')), { patience: 30 })).rejects.toThrow('does not answer')
  const cut = await clamd((_, socket) => void socket.destroy())
  await expect(scan(cut.to, coming(Buffer.from('a')))).rejects.toThrow()
  await cut.stop()
  await expect(scan(cut.to, coming(Buffer.from('a')))).rejects.toThrow('ECONNREFUSED')
})
