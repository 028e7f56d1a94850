import type { FC } from 'hono/jsx'

/** A row of links to the sibling pages of a part; the one that is open is marked. */
export const Tabs: FC<{ label: string; current: string; tabs: readonly { name: string; href: string; words: string }[] }> = ({
  label,
  current,
  tabs,
}) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {tabs.map((tab) => (
        <li>
          <a href={tab.href} aria-current={tab.name === current ? 'page' : undefined}>
            {tab.words}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
