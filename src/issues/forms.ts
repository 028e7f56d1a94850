import { z } from 'zod'
import { boxesField, field, plainField, textField } from '../kernel/form.ts'
import { type IssueId, parseId } from '../kernel/ids.ts'
import { accept, refuse } from '../kernel/refusal.ts'
import { nameField } from '../roles/person.ts'

const LONGEST_TITLE = 200
const LONGEST_NOTE = 2000
const LONGEST_REASON = 1000
const CRITERION = /^[0-9]+(?:-[0-9]+){3}$/

/** The revision of an issue that a page was made of; 0, which none has, where it is no number. */
const REVISION = plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0))
const TITLE = nameField('issue', LONGEST_TITLE)
const NOTE = textField(LONGEST_NOTE, { ja: 'メモ', en: 'the note' })
const criteriaField = () =>
  boxesField<string>((value) => (CRITERION.test(value) ? value : undefined), {
    code: 'issue.criteria',
    words: { ja: '評価基準に印をつけてください。', en: 'Tick at least one criterion.' },
  })

/** The form of an issue of people's own. */
export const OWN_ISSUE = z.object({ title: TITLE, note: NOTE, criteria: criteriaField() })

/** The form that renames an issue and writes its note. */
export const ISSUE = z.object({ title: TITLE, note: NOTE, revision: REVISION })

/** The form that merges: each box says the issue and the revision that the person saw; `into` is empty for the first of them. */
export const MERGE = z.object({
  issues: boxesField<{ id: IssueId; revision: number }>(
    (value) => {
      const [issue, revision] = value.split(' ')
      const id = parseId<IssueId>(issue)
      return id && /^[0-9]{1,7}$/.test(revision ?? '') ? { id, revision: Number(revision) } : undefined
    },
    { code: 'issue.none-chosen', words: { ja: 'まとめる課題に印をつけてください。', en: 'Tick the issues to merge.' } },
  ),
  into: plainField((sent) => parseId<IssueId>(sent) ?? null),
})

/** The form that takes a merged issue out again. */
export const SEPARATION = z.object({ merged: plainField((sent) => parseId<IssueId>(sent) ?? null), revision: REVISION })

/** The form that moves criteria: into another issue, into a new one that it names, or only out of this one. */
export const MOVE = z.object({
  moved: criteriaField(),
  to: field({ required: true }, (typed) => {
    if (typed === 'new' || typed === 'away') return accept(typed)
    const id = parseId<IssueId>(typed)
    return id ? accept(id) : refuse('issue.where', { ja: 'どこへ移すかを選んでください。', en: 'Choose where they go.' })
  }),
  newTitle: textField(LONGEST_TITLE, { ja: '課題の名前', en: 'the name of the issue' }),
  revision: REVISION,
})

/** The form that puts criteria into an issue, wherever else they stand. */
export const ADDITION = z.object({ added: criteriaField() })

/** The form that sets an issue aside; that there is a reason is for the action to say. */
export const ASIDE = z.object({
  reason: textField(LONGEST_REASON, { ja: '見送る理由', en: 'the reason' }),
  revision: REVISION,
})

/** The form that takes an issue up again. */
export const TAKING_UP = z.object({ revision: REVISION })
