import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../root.ts'
import { toSecrets } from '../secrets.ts'
import { canonicalJson, type Json } from './canonical-json.ts'
import { parseCheckpoint, parseNote, toNote, toText } from './checkpoint.ts'
import { fromKeyText, judgeOf, signCheckpoint, toKeyText } from './node-crypto.ts'

const vectors = z
  .object({
    canonicalJson: z.array(z.object({ given: z.string(), expect: z.string() })),
    signedNote: z.object({
      name: z.string(),
      keyId: z.string(),
      seed: z.string(),
      publicKey: z.string(),
      text: z.string(),
      note: z.string(),
    }),
    checkpoint: z.object({ note: z.string(), expect: z.object({ origin: z.string(), size: z.number(), root: z.string() }) }),
  })
  .parse(JSON.parse(readFileSync(join(root, 'conformance/log.json'), 'utf8')))
const { signedNote } = vectors
const peter = fromKeyText(signedNote.publicKey) ?? never()
const parsed = parseNote(signedNote.note) ?? never()
const checkpoint = { origin: 'hoshitori.log/x', size: 3, root: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=' }
const secrets = toSecrets(new Uint8Array(32).fill(7))

test.each(vectors.canonicalJson)('$given is written in one way', ({ given, expect: one }) => {
  expect(canonicalJson(JSON.parse(given) as Json)).toBe(one)
})

const published = z
  .object({ cases: z.array(z.object({ name: z.string(), input: z.string(), output: z.string() })) })
  .parse(JSON.parse(readFileSync(join(root, 'conformance/canonical-json.json'), 'utf8')))

test.each(published.cases)('the published $name is written as RFC 8785 does', ({ input, output }) => {
  expect(canonicalJson(JSON.parse(input) as Json)).toBe(output)
})

const signatures = z
  .object({
    cases: z.array(z.object({ id: z.number(), key: z.string(), message: z.string(), signature: z.string(), sound: z.boolean() })),
  })
  .parse(JSON.parse(readFileSync(join(root, 'conformance/ed25519.json'), 'utf8')))

test('what the signatures of checkpoints rest on takes the sound ones of Wycheproof, and no other', () => {
  expect(signatures.cases).toHaveLength(151)
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  const judged = signatures.cases.map(({ id, key, message, signature }) => {
    const publicKey = fromKeyText(bytes(key).toString('base64')) ?? never()
    return [id, verify(null, bytes(message), publicKey, bytes(signature))]
  })
  expect(judged).toEqual(signatures.cases.map(({ id, sound }) => [id, sound]))
})

test('half a character becomes a whole one, and a key without a value is left out', () => {
  expect(canonicalJson({ b: '\ud83d', a: undefined, c: [] })).toBe('{"b":"\ufffd","c":[]}')
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is refused instead of becoming null', (value) => {
  expect(() => canonicalJson([value])).toThrow(RangeError)
})

describe('a signed note', () => {
  test('of the reference is made, taken apart and found sound', () => {
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(signedNote.seed, 'base64')])
    const bytes = sign(null, Buffer.from(signedNote.text), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
    const { name, keyId, text, note } = signedNote
    expect(toNote({ text, signatures: [{ name, keyId, bytes }] })).toBe(note)
    expect(parsed).toEqual({ text, signatures: [{ name, keyId, bytes }] })
    expect(judgeOf(peter)(parsed, name)).toBe('sound')
  })

  test('says when its text was altered, and when another key or name is meant', () => {
    expect(judgeOf(peter)({ ...parsed, text: parsed.text.replace('answer', 'Answer') }, signedNote.name)).toBe('altered')
    expect(judgeOf(secrets.publicKey)(parsed, signedNote.name)).toBe('foreign')
    expect(judgeOf(peter)(parsed, 'somebody')).toBe('foreign')
  })

  test('may carry signatures of others, which are ignored', () => {
    const other = parseNote(signCheckpoint(secrets, checkpoint)) ?? never()
    const both = parseNote(toNote({ ...parsed, signatures: [...other.signatures, ...parsed.signatures] })) ?? never()
    expect(judgeOf(peter)(both, signedNote.name)).toBe('sound')
  })

  test.each([
    ['no signature', 'text\n'],
    ['an empty signature part', 'text\n\n'],
    ['no line end', signedNote.note.trimEnd()],
    ['a hyphen for the dash', signedNote.note.replace('—', '-')],
    ['no base64', signedNote.note.replace('x08go/', 'x08go!')],
    ['a line that is no signature', `${signedNote.note}hello\n`],
    ['a control character', signedNote.note.replace('answer', 'an\u0007swer')],
    ['nothing', ''],
  ])('with %s is none', (_, note) => expect(parseNote(note)).toBeUndefined())
})

describe('a checkpoint', () => {
  test('of the specification is read', () => {
    expect(parseCheckpoint(parseNote(vectors.checkpoint.note)?.text ?? '')).toEqual(vectors.checkpoint.expect)
  })

  test('is signed under the name of its log, and found sound', () => {
    const note = parseNote(signCheckpoint(secrets, checkpoint)) ?? never()
    expect(parseCheckpoint(note.text)).toEqual(checkpoint)
    expect(judgeOf(createPublicKey(secrets.signingKey))(note, checkpoint.origin)).toBe('sound')
  })

  test.each([
    ['no size', toText({ ...checkpoint, size: Number.NaN })],
    ['a size with a leading zero', toText(checkpoint).replace('\n3\n', '\n03\n')],
    ['a root that is too short', toText({ ...checkpoint, root: 'AAAA' })],
    ['a root that is written in two ways', toText(checkpoint).replace('2I=', '2J=')],
    ['no origin', toText({ ...checkpoint, origin: '' })],
    ['nothing', ''],
  ])('with %s is none', (_, text) => expect(parseCheckpoint(text)).toBeUndefined())
})

test('a public key is 32 bytes in base64, there and back', () => {
  expect(toKeyText(peter)).toBe(signedNote.publicKey)
  for (const text of ['', 'AAAA', `${signedNote.publicKey}AA`, signedNote.publicKey.replace('=', ''), 'あ'])
    expect(fromKeyText(text)).toBeUndefined()
})

function never(): never {
  throw new Error('nothing there')
}
