import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import type { EditionTexts } from '../edition.ts'

/** A few criteria or requirements to go to, under a small heading with their number. */
export const Links: FC<{ view: View; edition: EditionTexts; title: string; links: readonly { id: string; words: string }[] }> = ({
  view,
  edition,
  title,
  links,
}) =>
  links.length === 0 ? null : (
    <>
      <h3>{`${title} (${links.length})`}</h3>
      <ul class="links">
        {links.map(({ id, words }) => (
          <li>
            <a href={view.to(`/catalogue/${edition.id}/${id}`)}>
              <span class="id">{id}</span> {words}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
