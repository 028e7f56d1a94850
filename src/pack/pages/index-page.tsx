import type { Lang } from '../../kernel/refusal.ts'
import { speakerOf } from '../../kernel/refusal.ts'
import { type Head, type Piece, pathOf, whereOf } from '../contents.ts'
import { INDEX, SUM_OF_SUMS, SUMS, TABLE } from '../list.ts'

/** Signs that do well in print and on a phone; nothing is loaded from anywhere. */
const STYLE = `
:root { color-scheme: light dark; font: 16px/1.7 system-ui, "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", sans-serif }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem }
h1 { font-size: 1.5rem; line-height: 1.4; margin: 0 0 .25rem }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem }
p { margin: .25rem 0; max-width: 46rem }
.quiet { opacity: .75 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid #8884; overflow-wrap: anywhere }
th { font-weight: 600; white-space: nowrap }
code { font: .8125rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
dt { font-weight: 600 } dd { margin: 0 0 .75rem }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  tr, td { display: block } td { border: 0; padding: 0 } tr { border-top: 1px solid #8884; padding: .75rem 0 }
}
@media print { body { max-width: none; padding: 0; font-size: 10pt } tr { break-inside: avoid } }
`
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** The page by which somebody finds their way in an unpacked pack: without a script, and without anything from elsewhere. */
export function toIndexPage(head: Head, pieces: readonly Piece[]): string {
  const t = speakerOf(head.lang)
  const title = t(`${head.organisation} 証跡の一覧`, `Evidence of ${head.organisation}`)
  const page = (
    <html lang={head.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <h1>{title}</h1>
        <p>{`${head.assessment} · ${head.edition} · ${t(`${head.asOf} 時点 · ${pieces.length}件`, `as of ${head.asOf} · ${pieces.length} pieces`)}`}</p>
        <Criteria pieces={pieces} lang={head.lang} />
        <h2>{t('証跡', 'Evidence')}</h2>
        <Pieces pieces={pieces} lang={head.lang} />
        <Check lang={head.lang} />
      </body>
    </html>
  )
  return `<!doctype html>\n${page}\n`
}

function Criteria({ pieces, lang }: { pieces: readonly Piece[]; lang: Lang }) {
  const t = speakerOf(lang)
  const byCriterion = new Map<string, Piece[]>()
  for (const piece of pieces)
    for (const criterion of piece.criteria) byCriterion.set(criterion, [...(byCriterion.get(criterion) ?? []), piece])
  const rows = [...byCriterion].toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
  if (rows.length === 0) return <p>{t('評価基準に結び付けた証跡はありません。', 'No evidence is linked to a criterion.')}</p>
  return (
    <>
      <h2>{t('評価基準ごと', 'By criterion')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('評価基準', 'Criterion')}</th>
            <th scope="col">{t('証跡', 'Evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([criterion, own]) => (
            <tr>
              <th scope="row">{criterion}</th>
              <td>
                {own.map((piece, at) => (
                  <>
                    {at > 0 ? t('、', ', ') : ''}
                    <a href={`#piece-${piece.number}`}>{`${piece.number}. ${piece.title}`}</a>
                  </>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Pieces({ pieces, lang }: { pieces: readonly Piece[]; lang: Lang }) {
  const t = speakerOf(lang)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('名前', 'Title')}</th>
          <th scope="col">{t('対象期間・有効期限', 'Covers, valid until')}</th>
          <th scope="col">{t('作成元・保管者', 'Source, custodian')}</th>
          <th scope="col">{t('置き場所', 'Where')}</th>
        </tr>
      </thead>
      <tbody>
        {pieces.map((piece) => (
          <tr id={`piece-${piece.number}`}>
            <td>
              <strong>{`${piece.number}. ${piece.title}`}</strong>
              <br />
              <span class="quiet">
                {[piece.kind, piece.confidentiality, piece.criteria.join(' ')].filter(Boolean).join(' · ')}
              </span>
            </td>
            <td>{datesOf(piece, lang)}</td>
            <td>{[piece.source, piece.custodian].filter(Boolean).join(' · ')}</td>
            <td>
              <Where piece={piece} lang={lang} />
              {piece.content.type !== 'link' && piece.content.sha256 !== null ? (
                <>
                  <br />
                  <code>{piece.content.sha256}</code>
                </>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A file of the pack is linked; an address from elsewhere is only written: nothing here leads out by a slip of the finger. */
function Where({ piece, lang }: { piece: Piece; lang: Lang }) {
  const path = pathOf(piece)
  const where = whereOf(piece, lang)
  if (piece.content.type !== 'file' || !piece.content.here || path === undefined) return <>{where}</>
  return (
    <a href={path.split('/').map(encodeURIComponent).join('/')} download>
      {where.slice('files/'.length)}
    </a>
  )
}

function datesOf({ from, to, issuedOn, validUntil }: Piece, lang: Lang): string {
  const t = speakerOf(lang)
  return [
    from === null && to === null ? '' : `${from ?? ''} 〜 ${to ?? ''}`,
    issuedOn === null ? '' : t(`発行 ${issuedOn}`, `issued ${issuedOn}`),
    validUntil === null ? '' : t(`期限 ${validUntil}`, `valid until ${validUntil}`),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Check({ lang }: { lang: Lang }) {
  const t = speakerOf(lang)
  return (
    <>
      <h2>{t('変わっていないことを確かめる', 'To see that nothing was changed')}</h2>
      <dl>
        <dt>{t('この束を展開したフォルダーで', 'In the folder that this pack was unpacked into')}</dt>
        <dd>
          <code>{`sha256sum -c ${SUM_OF_SUMS} && sha256sum -c ${SUMS}`}</code>
        </dd>
        <dt>{t('展開せずに、束そのもので', 'On the pack itself, without unpacking')}</dt>
        <dd>
          <code>node verify.mjs PACK.zip</code>
        </dd>
      </dl>
      <p>
        {t(
          `${SUM_OF_SUMS} の値を、束とは別の方法(電話や紙など)でも受け取って見比べてください。束だけでは、全体が作り直されていないことまでは示せません。手元に保管されたファイルは、ハッシュだけが ${SUMS} にあります。一覧は ${TABLE} にもあります。`,
          `Receive the value in ${SUM_OF_SUMS} by another way as well (by telephone or on paper) and compare: a pack alone cannot show that it was not made anew as a whole. Of files that are kept by the organisation, only the hash stands in ${SUMS}. The list is in ${TABLE}, too, and this page is ${INDEX}.`,
        )}
      </p>
    </>
  )
}
