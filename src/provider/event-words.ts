import { type FeatureWording, named } from '../log/index.ts'
import { NOT_ADMITTED } from './admission.ts'
import type { ProviderEvent } from './events.ts'
import { FAILURES, NO_SECOND_FACTOR, OLD_PROOF } from './failure.ts'

/** How the log says what happened to an organisation's own sign-in. */
export const providerWording: FeatureWording<ProviderEvent> = {
  acts: {
    'oidc.set': ({ details: { first } }) =>
      first
        ? { ja: '会社のサインインを設定しました。', en: 'Set up the organisation’s own sign-in.' }
        : { ja: '会社のサインインの設定を変えました。', en: 'Changed the settings of the organisation’s own sign-in.' },
    'oidc.remove': () => ({
      ja: '会社のサインインをやめました。これで入っていた人は、サインアウトされました。',
      en: 'Removed the organisation’s own sign-in. Whoever came in by it was signed out.',
    }),
    'oidc.require': ({ details: { required } }) =>
      required
        ? { ja: '入り方を、会社のサインインだけにしました。', en: 'The organisation’s own sign-in is the only way in now.' }
        : { ja: 'パスワードなどでも入れるようにしました。', en: 'Other ways of signing in are allowed again.' },
    'oidc.link': ({ subject: { name }, details: { email, issuer } }) => ({
      ja: `${name}さん(${email})が、会社のサインイン(${issuer})と結びつきました。`,
      en: `${name} (${email}) was linked to the organisation’s own sign-in (${issuer}).`,
    }),
    'oidc.unlink': ({ subject: { name } }) => ({
      ja: `${name}さんと会社のサインインの結びつきを解きました。`,
      en: `Removed the link between ${name} and the organisation’s own sign-in.`,
    }),
    'oidc.refuse': ({ details: { reason, code } }) => {
      const words = named(REASONS, reason)
      return {
        ja: `会社のサインインで入れませんでした: ${words.ja}${code && ` (${code})`}`,
        en: `A sign-in by the organisation’s own provider failed: ${words.en}${code && ` (${code})`}`,
      }
    },
    'oidc.factor-claim': ({ details: { claim, values } }) => ({
      ja: `会社のサインインが二段階の確認を伝えるしるしを、${claim}: ${values.join('、')} にしました。`,
      en: `The organisation’s own sign-in tells of a second factor by ${claim}: ${values.join(', ')}.`,
    }),
    'organisation.second-factor': ({ details: { required } }) =>
      required
        ? { ja: 'パスワードで入る人に、二段階の確認を必須にしました。', en: 'Requires a second factor of everyone.' }
        : { ja: '二段階の確認を任意にしました。', en: 'No longer requires a second factor.' },
  },
  fields: {
    slug: { words: { ja: '短い名前', en: 'Short name' } },
    issuer: { words: { ja: '発行者', en: 'Issuer' } },
    clientId: { words: { ja: 'クライアントID', en: 'Client id' } },
    clientSecret: {
      words: { ja: 'シークレット', en: 'Client secret' },
      codes: { former: { ja: '(前のもの)', en: '(the former one)' }, new: { ja: '(新しいもの)', en: '(a new one)' } },
    },
    otherWays: {
      words: { ja: 'パスワードなどでも入れる', en: 'Other ways of signing in' },
      codes: { shut: { ja: '入れない', en: 'no' }, open: { ja: '入れる', en: 'yes' } },
    },
    secondFactor: {
      words: { ja: '二段階の確認', en: 'Second factor' },
      codes: { free: { ja: '任意', en: 'optional' }, must: { ja: '必須', en: 'required' } },
    },
  },
}

const REASONS = { ...FAILURES, ...NOT_ADMITTED, 'oidc.old-proof': OLD_PROOF, 'oidc.second-factor': NO_SECOND_FACTOR }
