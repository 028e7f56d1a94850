import type { FC } from 'hono/jsx'
import { assets } from './assets.ts'
import type names from './icons.json'

/** The icons that the build takes from the set: one that is not in the list does not show. */
export type IconName = (typeof names)[number]

/** A picture beside words, which say the same: nothing for a screen reader. */
export const Icon: FC<{ name: IconName }> = ({ name }) => (
  <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    <use href={`${assets.icons}#${name}`} />
  </svg>
)
