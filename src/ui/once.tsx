import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'

/** The name of the one-time token in a form that begins something. */
export const ONCE = 'once'

/** Makes a form act once, however often it is sent as it stands: by a double press, or by a browser that tries again. */
export const Once: FC = () => <input type="hidden" name={ONCE} value={randomUUID()} />
