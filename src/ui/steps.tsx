import type { Child, FC } from 'hono/jsx'

/**
 * The steps of a piece of work, numbered in their order. `beside` gives what stands before the words of a step instead of its number,
 * such as a box to tick, by the id of the step.
 */
export const Steps: FC<{ steps: readonly { id: string; text: string }[]; beside?: (id: string) => Child }> = ({
  steps,
  beside,
}) => (
  <ol class={beside ? 'work-steps beside' : 'work-steps'}>
    {steps.map(({ id, text }) => (
      <li>
        {beside?.(id)}
        <span>{text}</span>
      </li>
    ))}
  </ol>
)
