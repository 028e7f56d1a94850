import type { FC } from 'hono/jsx'
import type { Edition } from '../edition.ts'

/** A few criteria or requirements to go to, under a small heading with their number. */
export const Links: FC<{ edition: Edition; title: string; links: readonly { id: string; words: string }[] }> = ({
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
            <a href={`/catalogue/${edition.id}/${id}`}>
              <span class="id">{id}</span> {words}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
