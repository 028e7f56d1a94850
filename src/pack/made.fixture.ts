import { createHash } from 'node:crypto'
import type { Head, Piece } from './contents.ts'
import { packFiles } from './contents.ts'
import { crc32 } from './layout.ts'
import { toIndexPage } from './pages/index-page.tsx'
import type { Found } from './verify-pack.ts'
import { writePack } from './write-pack.ts'

export const HEAD: Head = {
  organisation: '株式会社青山製作所',
  assessment: '★3の評価',
  edition: '2026-03-27',
  asOf: '2027-04-01',
  lang: 'ja',
}

export const hashOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

/** A piece whose content is a file in the pack, or with `here` false at home. */
export function pieceOf(number: number, name: string, content: Uint8Array, more: Partial<Piece> = {}, here = true): Piece {
  return {
    number,
    title: `証跡${number}`,
    kind: '規程',
    from: '2026-04-01',
    to: '2027-03-31',
    issuedOn: null,
    source: '情報システム',
    custodian: '青山 一郎',
    confidentiality: '社外秘',
    validUntil: null,
    criteria: ['1-1-1-1'],
    content: { type: 'file', name, bytes: content.length, sha256: hashOf(content), here },
    ...more,
  }
}

/** The bytes of the pack of these pieces, whose contents are given in any order. */
export async function packOf(pieces: readonly Piece[], contents: readonly Uint8Array[], head = HEAD): Promise<Uint8Array> {
  const stored = new Map(contents.map((content) => [hashOf(content), content]))
  const crcs = new Map([...stored].map(([sha256, content]) => [sha256, crc32(content)]))
  const files = packFiles(head, pieces, toIndexPage, hashOf)
  const whole: Uint8Array[] = []
  for await (const bytes of writePack(files, crcs, (sha256) => inPieces(stored.get(sha256)))) whole.push(bytes)
  return Buffer.concat(whole)
}

async function* inPieces(content: Uint8Array = new Uint8Array()): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 1000) yield content.subarray(at, at + 1000)
}

export const sourceOf = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  read: async (from: number, length: number) => Buffer.from(bytes.subarray(from, from + length)),
})

export const hasher = () => {
  const hash = createHash('sha256')
  return { update: (bytes: Uint8Array) => hash.update(bytes), digest: () => hash.digest('hex') }
}

export const pathsOf = (found: readonly Found[]) => found.map(({ path }) => path)
