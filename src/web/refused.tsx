import type { FC } from 'hono/jsx'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import { ACTS, type Act, ROLES, type Role } from '../roles/permissions.ts'
import { Message } from '../ui/components.tsx'
import { KeptFields } from '../ui/kept-fields.tsx'
import { Page } from '../ui/page.tsx'
import type { View } from '../ui/view.ts'
import { pathOf } from './address.ts'
import type { WebContext } from './app.tsx'
import { typedIn } from './form.ts'
import { asData, statusOf } from './status.ts'
import { StepUp } from './step-up-page.tsx'
import { wantsJson } from './wants-json.ts'

/** Whoever is not signed in is sent to do so and comes back; a form that was sent meanwhile is kept on the page. */
export async function askToSignIn(c: WebContext): Promise<Response> {
  if (wantsJson(c)) return asData(c, [ENDED])
  if (c.req.method === 'GET') return c.redirect(`/sign-in?next=${encodeURIComponent(c.get('view').path)}`, 303)
  return c.html(<Interrupted view={c.get('view')} path={pathOf(c)} fields={typedFields(c)} />, statusOf(c, [ENDED]))
}

/** Whoever has no seat, or none any more, is sent to where they find one; a form that was sent meanwhile is kept on the page. */
export async function askToSit(
  c: WebContext,
  where: string,
  code: 'seat.none' | 'seat.not-there' = 'seat.none',
): Promise<Response> {
  if (wantsJson(c)) return asData(c, refuse(code, NO_SEAT).refusals)
  if (c.req.method === 'GET') return c.redirect(where, 303)
  return c.html(<SeatLost view={c.get('view')} where={where} path={pathOf(c)} fields={typedFields(c)} />, statusOf(c, [{ code }]))
}

/**
 * Before a dangerous act: asks once more who it is, `once` for this act alone, and keeps the form that was sent. Passkeys are those of
 * `origin`.
 */
export async function askAgain(c: WebContext, origin: string, once: boolean): Promise<Response> {
  if (wantsJson(c)) return asData(c, [STEP_UP])
  if (c.req.method === 'GET')
    return c.redirect(`/step-up?next=${encodeURIComponent(c.get('view').path)}${once ? '&once=1' : ''}`, 303)
  const kept = { path: pathOf(c), fields: typedFields(c), once, origin }
  return c.html(<StepUp view={c.get('view')} signedIn={c.get('signedIn')} {...kept} />, statusOf(c, [STEP_UP]))
}

/** Somebody whose role does not reach so far: told which role does. */
export function forbid(c: WebContext, act: Act): Response | Promise<Response> {
  c.set('turnedAway', 'role')
  if (wantsJson(c)) return asData(c, [NOT_YOURS])
  return c.html(<Forbidden view={c.get('view')} act={act} />, statusOf(c, [NOT_YOURS]))
}

/** Whoever came by their organisation's provider does nothing to the account itself: that takes a key of their own. */
export function keepToOrganisation(c: WebContext): Response | Promise<Response> {
  c.set('turnedAway', 'role')
  if (wantsJson(c)) return asData(c, [OWN_KEY])
  return c.html(<OwnKeyNeeded view={c.get('view')} />, statusOf(c, [OWN_KEY]))
}

/** The fields of the form that a request sent, files and secrets apart: to be shown again, or sent again. */
function typedFields(c: WebContext): [string, string][] {
  return typedIn(c).filter(([name]) => !SECRET.test(name))
}

const SeatLost: FC<{ view: View; where: string; path: string; fields: [string, string][] }> = ({ view, where, path, fields }) => (
  <Page view={view} title={view.t('いまは入れません', 'You cannot enter now')}>
    <Message icon="lock-closed" title={view.t('この組織には、いま入れません', 'You cannot enter this organisation now')}>
      <p>{view.say(NO_SEAT)}</p>
      <p>
        <a class="button" href={where} target="_blank" rel="noopener">
          {view.t('入れる組織や、必要な準備を見る', 'See where you may go, or what is asked first')}
        </a>
      </p>
      <form method="post" action={path}>
        <KeptFields view={view} fields={fields} />
        <button type="submit" class="second">
          {view.t('入れるようになったので、もう一度送る', 'I may enter again: send it again')}
        </button>
      </form>
    </Message>
  </Page>
)

/** A password or a code is typed anew, never carried along in a page. */
const SECRET = /pass|present|secret|code|recovery|setup/i

const OwnKeyNeeded: FC<{ view: View }> = ({ view }) => (
  <Page view={view} title={view.t('自分のアカウントの操作です', 'This is about your own account')}>
    <Message icon="lock-closed" title={view.t('いまのサインインではできません', 'Not with this sign-in')}>
      <p>{view.say(OWN_KEY.words)}</p>
      <p>
        <a class="button" href={view.to('/')}>
          {view.t('最初のページへ', 'To the first page')}
        </a>
      </p>
    </Message>
  </Page>
)

const Forbidden: FC<{ view: View; act: Act }> = ({ view, act }) => (
  <Page view={view} title={view.t('この役割ではできません', 'Not with your role')}>
    <Message icon="lock-closed" title={view.t('この役割ではできません', 'Your role does not reach this')}>
      <p>
        {view.t(
          `「${ACTS[act].ja}」は、いまの役割(${namesOf(view, view.viewer?.roles ?? [])})ではできません。`,
          `“${ACTS[act].en}” is not part of your role (${namesOf(view, view.viewer?.roles ?? [])}).`,
        )}
      </p>
      <p>
        {view.t(
          `できるのは、${namesOf(view, Object.keys(ACTS[act].may) as Role[])}です。必要なら、組織の責任者に相談してください。`,
          `It takes: ${namesOf(view, Object.keys(ACTS[act].may) as Role[])}. Ask the responsible person of your organisation.`,
        )}
      </p>
      <p class="actions">
        <a class="button" href={view.to('/')}>
          {view.t('最初のページへ', 'To the first page')}
        </a>
        <a href={view.to('/permissions')}>{view.t('だれが何をできるか', 'Who may do what')}</a>
      </p>
    </Message>
  </Page>
)

const Interrupted: FC<{ view: View; path: string; fields: [string, string][] }> = ({ view, path, fields }) => (
  <Page view={view} title={view.t('サインインし直してください', 'Please sign in again')}>
    <Message icon="clock" title={view.t('サインインが切れました', 'You were signed out')}>
      <p>{view.say(ENDED.words)}</p>
      <p>
        <a class="button" href="/sign-in?next=/signed-in" target="_blank" rel="noopener">
          {view.t('新しいタブでサインインする', 'Sign in, in a new tab')}
        </a>
      </p>
      <form method="post" action={path}>
        <KeptFields view={view} fields={fields} />
        <button type="submit">{view.t('サインインしたので、もう一度送る', 'Signed in: send again')}</button>
      </form>
    </Message>
  </Page>
)

function namesOf(view: View, roles: readonly Role[]): string {
  return roles.map((role) => view.say(ROLES[role])).join(view.t('・', ', '))
}

const ENDED: Refusal = {
  code: 'sign-in.ended',
  words: {
    ja: 'しばらく操作がなかったか、ほかの場所でサインアウトされました。入力した内容は下に残っています。サインインしてから、もう一度送ってください。',
    en: 'You were away for a while, or signed out elsewhere. What you typed is kept below. Sign in, then send it again.',
  },
}
const STEP_UP: Refusal = {
  code: 'step-up.needed',
  words: {
    ja: '大切な操作なので、もう一度本人か確かめます。画面を読み込み直してください。',
    en: 'This matters: please prove once more that it is you. Reload the page.',
  },
}
const NO_SEAT = {
  ja: 'この組織には、いま入れません。契約が終わったか、組織から外れたか、組織が求める準備がまだです。入力した内容は下に残っています。',
  en: 'You cannot enter this organisation now: the engagement or your access ended, or it asks for something first. What you typed is below.',
}
const OWN_KEY: Refusal = {
  code: 'session.organisation',
  words: {
    ja: '会社のサインインで入っています。アカウントそのもの(パスワード、二段階の確認、ほかの組織など)を扱うには、サインアウトして、あなた自身のパスワードかパスキーでサインインしてください。',
    en: 'You came by your company’s sign-in. For the account itself (password, second factors, other organisations) sign out, and sign in by a password or passkey of your own.',
  },
}
const NOT_YOURS: Refusal = {
  code: 'role.missing',
  words: { ja: 'いまの役割ではできません。', en: 'Your role does not reach this.' },
}
