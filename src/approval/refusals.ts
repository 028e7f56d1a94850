import { refuse } from '../kernel/refusal.ts'

export const noPlan = () => refuse('plan.none', { ja: '先に計画をつくってください。', en: 'Make the plan first.' })

export const stale = () =>
  refuse('plan.stale', {
    ja: '計画のあとで対応が変わりました。「計画」でつくり直してから、経営に出してください。',
    en: 'Tasks have changed since the plan was made. Make it anew, then put it before management.',
  })

export const waiting = () =>
  refuse('plan.waiting', {
    ja: '経営の判断を待っている版がすでにあります。取り下げるか、判断を待ってください。',
    en: 'A version waits for a decision already. Withdraw it, or wait.',
  })

export const decided = () =>
  refuse('plan.decided', {
    ja: 'この版は、すでに承認・指示・取り下げのどれかが済んでいます。',
    en: 'This version has been approved, sent back or withdrawn already.',
  })

export const own = () =>
  refuse('plan.own', {
    ja: '自分が出した計画は、ほかの経営者が承認します。',
    en: 'Another executive decides on a plan that you put forward yourself.',
  })

export const notTheirs = () =>
  refuse('plan.not-theirs', { ja: '取り下げられるのは、出した人だけです。', en: 'Only whoever put it forward can withdraw it.' })
