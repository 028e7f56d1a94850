import type { Words } from '../kernel/refusal.ts'
import type { By, RegisterId, TemplateId } from './measure.ts'

/** What stands beside every number of days. */
export const ESTIMATE_WORDS: Words = {
  ja: '日数は星取の見積り(社内の人日)です。制度の数字ではありません。教育を受ける人の時間は含みません。会社に合わせて変えられます。',
  en: 'Days are estimates of Hoshitori, in person-days inside the firm. They are no figures of the scheme, leave out the time of those who attend training, and may be changed by the firm.',
}

export const BY_WORDS: Record<By, Words> = {
  executive: { ja: '経営者', en: 'Head of the company' },
  officer: { ja: 'セキュリティを統括する役員', en: 'Officer in charge of security' },
  'security-department': { ja: 'セキュリティ担当部署', en: 'Security department' },
  it: { ja: 'システムの担当', en: 'System staff' },
  'general-affairs': { ja: '総務・人事', en: 'General affairs and personnel' },
  purchasing: { ja: '購買・営業', en: 'Purchasing and sales' },
  workplaces: { ja: '各部署', en: 'Each department' },
}

export const TEMPLATE_WORDS: Record<TemplateId, Words> = {
  'security-policy': { ja: '情報セキュリティ基本方針', en: 'Information security policy' },
  'organisation-and-contacts': { ja: '体制と役割・連絡先', en: 'Organisation, roles and contacts' },
  'laws-and-requirements': {
    ja: '法令・基準・要求の一覧と社内ルール',
    en: 'List of laws, standards and requirements, and internal rules',
  },
  'confidentiality-rule': { ja: '守秘義務規程', en: 'Confidentiality rule' },
  'confidentiality-pledge': { ja: '守秘義務の誓約書', en: 'Confidentiality pledge' },
  'partner-rule': { ja: '取引先管理の規程', en: 'Rule on business partners' },
  'contract-clauses': { ja: '契約条項の例', en: 'Sample clauses for contracts' },
  'contract-end-checklist': { ja: '契約終了のチェックシート', en: 'Checklist for the end of a contract' },
  'external-service-rule': { ja: '外部サービス利用の規程', en: 'Rule on external services' },
  'device-and-software-rule': { ja: '情報機器・ソフトウェア管理の規程', en: 'Rule on devices and software' },
  'information-handling': { ja: '情報分類・取扱いの規程', en: 'Rule on classifying and handling information' },
  'leaving-checklist': { ja: '退職・任期満了のチェックシート', en: 'Checklist for leaving and the end of a term' },
  'disposal-record': { ja: '廃棄・データ抹消の記録簿', en: 'Record of disposal and erasure' },
  'remote-work-rule': { ja: 'リモートワークの規程', en: 'Rule on remote work' },
  'carrying-rule': { ja: '持込み・持出しの規程', en: 'Rule on bringing in and taking out' },
  'id-and-access-rule': { ja: 'ID・アクセス権・パスワードの規程', en: 'Rule on IDs, access rights and passwords' },
  'entry-rule': { ja: '入退室の規程', en: 'Rule on entry to rooms' },
  'vulnerability-rule': { ja: '脆弱性・更新管理の規程', en: 'Rule on vulnerabilities and updates' },
  'malware-rule': { ja: 'マルウェア対策の規程', en: 'Rule on protection against malware' },
  'network-boundary-rule': { ja: 'ネットワーク境界の規程', en: 'Rule on the network boundary' },
  'log-rule': { ja: 'ログの規程', en: 'Rule on logs' },
  'incident-procedure': { ja: 'インシデント対応手順書', en: 'Incident response procedure' },
  'incident-report': { ja: 'インシデント報告書の様式', en: 'Incident report form' },
  'training-plan': { ja: '教育・訓練の計画', en: 'Plan of education and training' },
  'backup-and-restore': { ja: 'バックアップの計画とリストア手順書', en: 'Backup plan and restore procedures' },
  'recovery-plan': { ja: '復旧計画', en: 'Recovery plan' },
}

export const REGISTER_WORDS: Record<RegisterId, Words> = {
  devices: { ja: '情報機器の台帳', en: 'Register of devices' },
  networks: { ja: 'ネットワークとネットワーク機器の台帳', en: 'Register of networks and network devices' },
  software: { ja: 'ソフトウェアの台帳', en: 'Register of software' },
  'external-services': { ja: '外部サービスの台帳', en: 'Register of external services' },
  'user-ids': { ja: 'IDとアクセス権の台帳', en: 'Register of IDs and access rights' },
  'confidential-information': { ja: '重要な機密情報の台帳', en: 'Register of important confidential information' },
  partners: { ja: '取引先とつなぎ先の台帳', en: 'Register of partners and connections' },
  people: { ja: '人の台帳', en: 'Register of people' },
  'rooms-and-keys': { ja: '部屋と鍵の台帳', en: 'Register of rooms and keys' },
}
