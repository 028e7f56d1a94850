import type { FC } from 'hono/jsx'
import type { View } from './view.ts'

/** What somebody typed into a form that could not be taken yet: readable, and sent along when the form goes out again. */
export const KeptFields: FC<{ view: View; fields: readonly [string, string][] }> = ({ view, fields }) => (
  <>
    {fields.map(([name, value]) =>
      value.length > 40 || value.includes('\n') ? null : <input type="hidden" name={name} value={value} />,
    )}
    {fields.some(([, value]) => value.length > 40 || value.includes('\n')) ? (
      <details>
        <summary>{view.t('入力した内容', 'What you typed')}</summary>
        {fields.map(([name, value]) =>
          value.length > 40 || value.includes('\n') ? (
            <textarea name={name} rows={4} aria-label={name} readonly>
              {value}
            </textarea>
          ) : null,
        )}
      </details>
    ) : null}
  </>
)
