import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { WordingSource } from '../../ui/wording-source.tsx'
import type { EditionId } from '../edition.ts'
import type { ImportedWording } from '../store.ts'

/** The official text beside ours, with where it came from; or how to get it there. */
export const OfficialText: FC<{ view: View; edition: EditionId; official: ImportedWording | undefined }> = ({
  view,
  edition,
  official,
}) => (
  <section class="official-text">
    <h2>{view.t('公式の文', 'Official wording')}</h2>
    {official ? (
      <>
        <p class="chip">{view.t('公式様式から取り込み', 'Imported from the official workbook')}</p>
        <blockquote lang="ja">{official.wording}</blockquote>
        <WordingSource view={view} from={official} />
      </>
    ) : (
      <p class="quiet">
        {view.t(
          '上の文は星取が書いた非公式のものです。公式のブックを取り込むと、公式の文をここに並べて読めます。',
          'The text above is ours and unofficial. Import the official workbook to read the official text here.',
        )}{' '}
        {view.viewer && !view.may('wording.import') ? null : (
          <a href={view.to(`/catalogue/${edition}/official-wording`)}>{view.t('取り込む', 'Import it')}</a>
        )}
      </p>
    )}
  </section>
)
