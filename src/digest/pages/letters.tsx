import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { AccountFrame } from '../../ui/account-frame.tsx'
import { Choices, Refusals } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import { RHYTHM_WORDS, RHYTHMS, type Rhythm } from '../rhythm.ts'

/** How often somebody is written to about what waits for them. */
export const LettersPage: FC<{ view: View; digest: Rhythm; saved: boolean; refusals: readonly Refusal[] }> = (props) => {
  const { view, digest, saved, refusals } = props
  return (
    <AccountFrame view={view} title={view.t('まとめのメール', 'Letter about what waits')}>
      {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <p>
        {view.t(
          'あなたを待っていること(期限、担当、確認、決定)と変わったことの件数を、1通にまとめて朝8時ごろに送ります。何もない日は送りません。できごとごとのメールはありません。',
          'One letter, at about 8 in the morning in Japan, says how much waits for you (due, assigned, to confirm, to decide) and how much changed. Where nothing does, none is sent; and there is no letter for every event.',
        )}
      </p>
      <form method="post" action={view.to('/account/letters')}>
        <Choices view={view} name="digest" legend={view.t('受け取る回数', 'How often')} refusals={refusals}>
          <div class="choices">
            {RHYTHMS.map((rhythm) => (
              <label class="choice">
                <input type="radio" name="digest" value={rhythm} checked={digest === rhythm} />
                <span>{view.say(RHYTHM_WORDS[rhythm])}</span>
              </label>
            ))}
          </div>
        </Choices>
        <p class="quiet">
          {view.t(
            'サインインや本人確認についてのメールは、ここで止められません。',
            'Letters about signing in and about your keys are always sent.',
          )}
        </p>
        <button type="submit">{view.t('保存する', 'Save')}</button>
      </form>
    </AccountFrame>
  )
}
