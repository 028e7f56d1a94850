import { createHash } from 'node:crypto'
import { assessmentIn } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { proofIn } from '../evidence/actions.ts'
import { CONFIDENTIALITY_WORDS, KIND_WORDS, seesEvidence } from '../evidence/index.ts'
import { contentOf, findFiles, type StoredFile } from '../files/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Lang, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Viewer } from '../roles/viewer.ts'
import { type Content, type Head, type PackFile, type Piece, packFiles } from './contents.ts'
import { packed } from './events.ts'
import { crc32 } from './layout.ts'
import { SUMS } from './list.ts'
import { toIndexPage } from './pages/index-page.tsx'
import type { Files } from './wish.ts'
import { packBytes, writePack } from './write-pack.ts'

type Proof = Awaited<ReturnType<typeof proofIn>>[number]

/**
 * What a pack holds, without making it: its files with their hashes, and with that the hash of its list, which is to be told by another
 * way. Nothing where they see no such assessment, or no evidence.
 */
export function readPack(context: CatalogueContext, viewer: Viewer, assessment: AssessmentId, files: Files, lang: Lang) {
  return context.db.read({ tenant: viewer.tenant }, (tx) => packIn(tx, viewer, assessment, files, lang))
}

async function packIn(tx: Tx, viewer: Viewer, assessment: AssessmentId, files: Files, lang: Lang) {
  const found = seesEvidence(viewer) ? await assessmentIn(tx, viewer, assessment) : undefined
  if (!found) return undefined
  const proof = await proofIn(tx, viewer, assessment)
  const outward = proof.filter(({ piece }) => !piece.insidersOnly)
  const pieces = outward.map((one, at) => toPiece(one, at + 1, files, lang))
  const newest = outward
    .map(({ changedAt }) => changedAt)
    .toSorted()
    .at(-1)
  const head: Head = {
    organisation: viewer.organisationName,
    assessment: found.head.title,
    edition: found.head.edition,
    asOf: newest === undefined ? '' : dayInJapan(newest),
    lang,
  }
  const parts = packFiles(head, pieces, toIndexPage, sha256)
  return {
    head: found.head,
    asOf: head.asOf,
    pieces: pieces.length,
    files: parts.filter((part) => !('text' in part)).length,
    kept: pieces.filter(({ content }) => content.type === 'file' && !content.here).length,
    insidersOnly: proof.length - outward.length,
    bytes: packBytes(parts),
    list: parts.find(({ path }) => path === SUMS)?.sha256 ?? '',
    parts,
    stored: outward.flatMap(({ piece }) => (piece.content.type === 'file' ? [piece.content.file] : [])),
  }
}

export type Pack = NonNullable<Awaited<ReturnType<typeof readPack>>>

/**
 * Makes a pack, piece by piece. Every stored file is read once before the first byte goes out: one that is no longer what its hash says
 * is named, and nothing is made. What is not for outsiders is never in it. The log is told, with the hash of the list.
 */
export async function makePack(
  context: CatalogueContext,
  viewer: Viewer,
  assessment: AssessmentId,
  files: Files,
  lang: Lang,
): Promise<Outcome<{ name: string; bytes: number; content: AsyncIterable<Uint8Array> }> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'evidence.pack')
  if (forbidden) return forbidden
  const { tenant } = viewer
  const read = await context.db.read({ tenant }, async (tx) => {
    const pack = await packIn(tx, viewer, assessment, files, lang)
    return pack && { pack, stored: await findFiles(tx, tenant, pack.stored) }
  })
  if (!read) return undefined
  const { pack } = read
  if (pack.pieces === 0) return refuse('pack.empty', EMPTY)
  const byHash = new Map([...read.stored.values()].map((file) => [file.sha256, file]))
  const open = (sha: string) => contentOf(context, tenant, byHash.get(sha) as StoredFile)
  const crcs = new Map<string, number>()
  for (const part of pack.parts) {
    if ('text' in part || crcs.has(part.sha256)) continue
    const crc = byHash.has(part.sha256) ? await checked(part, open(part.sha256)) : undefined
    if (crc === undefined) return refuse('pack.damaged', damaged(part.path))
    crcs.set(part.sha256, crc)
  }
  await context.db.transact({ tenant }, (tx) =>
    logEvent(context, tx, viewer, packed(pack.head, { files, pieces: pack.pieces, list: pack.list })),
  )
  const name = `${lang === 'ja' ? '証跡' : 'evidence'}_${pack.head.title}_${pack.asOf}.zip`
  return accept({ name, bytes: pack.bytes, content: writePack(pack.parts, crcs, open) })
}

/** The CRC of content that is what its hash says; nothing where it is not, or cannot be read. */
async function checked(part: PackFile, content: AsyncIterable<Uint8Array>): Promise<number | undefined> {
  const hash = createHash('sha256')
  let crc = 0
  try {
    for await (const bytes of content) {
      hash.update(bytes)
      crc = crc32(bytes, crc)
    }
  } catch {
    // Altered on the disk, or gone: the seal says so by not opening.
    return undefined
  }
  return hash.digest('hex') === part.sha256 ? crc : undefined
}

function toPiece({ piece, criteria }: Proof, number: number, files: Files, lang: Lang): Piece {
  const { title, periodFrom, periodTo, issuedOn, source, custodian, validUntil, confidentiality, content } = piece
  const here = files === 'all' || (files === 'not-strict' && confidentiality !== 'strict')
  return {
    number,
    title,
    kind: KIND_WORDS[piece.kind][lang],
    from: periodFrom,
    to: periodTo,
    issuedOn,
    source,
    custodian,
    confidentiality: CONFIDENTIALITY_WORDS[confidentiality][lang],
    validUntil,
    criteria,
    content: toContent(content, here),
  }
}

function toContent(content: Proof['piece']['content'], here: boolean): Content {
  if (content.type === 'link') return { type: 'link', href: content.href }
  if (content.type === 'file') {
    const { name, bytes, sha256: hash } = content
    return { type: 'file', name, bytes, sha256: hash, here }
  }
  const { place, keeper, sha256: hash } = content
  return { type: 'kept', where: [place, keeper].filter(Boolean).join(' / '), sha256: hash }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const EMPTY = {
  ja: '束にする証跡がありません。評価基準に証跡を結び付けてから作ってください。',
  en: 'There is no evidence to pack. Link evidence to criteria first.',
}

function damaged(path: string) {
  return {
    ja: `「${path}」の中身が、保存したときから変わっているか、なくなっています。サーバの管理者に知らせて、バックアップから戻してもらってください。束は作っていません。`,
    en: `The content of “${path}” was changed since it was kept, or is gone. Tell whoever keeps the server, to restore it from a backup. No pack was made.`,
  }
}
