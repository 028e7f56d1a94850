import type { Words } from '../../kernel/refusal.ts'
import type { Question, Subject } from '../decide-level.ts'

/** How a question is put to a person who has never thought about it: what is asked, what it means, and how it looks at others’. */
type QuestionWords = {
  /** Two or three words for the drawing of the flow. */
  short: Words
  asked: Record<Subject, Words>
  help: Words
  /** Cases in which such a firm says yes. */
  yes: { trade: Words; example: Words }[]
  no: Words
}

const MAKER: Words = { ja: '製造業', en: 'Manufacturer' }
const PARTS: Words = { ja: '部品・金型', en: 'Parts maker' }
const CONTRACTOR: Words = { ja: 'ITの受託', en: 'IT contractor' }
const LOGISTICS: Words = { ja: '物流', en: 'Logistics' }

export const QUESTION_WORDS: Record<Question, QuestionWords> = {
  confidential: {
    short: { ja: '重要な機密情報を扱う', en: 'Key confidential data' },
    asked: {
      self: {
        ja: '発注元の重要な機密情報を、自社のパソコン・サーバ・クラウドで扱っていますか。',
        en: 'Do you handle important confidential information of your customer on your computers, servers or clouds?',
      },
      partner: {
        ja: 'この取引先は、自社の重要な機密情報を、取引先のパソコン・サーバ・クラウドで扱いますか。',
        en: 'Does this partner handle important confidential information of yours on its computers, servers or clouds?',
      },
    },
    help: {
      ja: '「重要な」とは、外にもれると、持ち主が信用をなくしたり、損害を受けたりするものです。紙だけで受け取り、パソコンに入れないなら「いいえ」です。',
      en: '“Important” means that a leak would cost its owner trust or money. If it comes on paper only and never enters a computer, the answer is no.',
    },
    yes: [
      {
        trade: MAKER,
        example: {
          ja: '発売前の製品の仕様書を、メールや共有フォルダで受け取る',
          en: 'Specifications of an unreleased product arrive by mail',
        },
      },
      {
        trade: PARTS,
        example: {
          ja: '図面や金型の3Dデータを、設計用のパソコンに入れる',
          en: 'Drawings and 3D mould data are kept on the design computer',
        },
      },
      {
        trade: CONTRACTOR,
        example: {
          ja: '客先のシステムの設計書や、個人情報の入ったデータを預かる',
          en: 'Design documents or personal data of the client are held',
        },
      },
      {
        trade: LOGISTICS,
        example: {
          ja: '届け先の個人情報や、未公表の出荷計画を預かる',
          en: 'Addressees’ personal data or unpublished shipping plans are held',
        },
      },
    ],
    no: {
      ja: 'カタログや公開された図面だけを使う。注文書に載るのは品番と数だけで、知られても困らない。',
      en: 'Only catalogues and public drawings are used; orders carry part numbers and quantities that may be known.',
    },
  },
  continuity: {
    short: { ja: '止まると許容できない遅れ', en: 'Unacceptable delay' },
    asked: {
      self: {
        ja: '自社が止まると、発注元の仕事に、許容できない遅れが出ますか。',
        en: 'If you stopped, would your customer’s work be delayed more than it can bear?',
      },
      partner: {
        ja: 'この取引先が止まると、自社の仕事に、許容できない遅れが出ますか。',
        en: 'If this partner stopped, would your work be delayed more than you can bear?',
      },
    },
    help: {
      ja: 'サイバー攻撃で1週間止まったと考えてみてください。影響はどこまで広がりますか。ほかの会社が代われますか。在庫でつなげますか。',
      en: 'Think of a week’s stop after an attack. How far does it reach? Can another firm step in? Is there stock to bridge it?',
    },
    yes: [
      {
        trade: MAKER,
        example: {
          ja: '専用品を1社だけで納めていて、発注元の生産ラインが止まる',
          en: 'Sole supplier of a special item: the customer’s line stops',
        },
      },
      {
        trade: PARTS,
        example: {
          ja: '毎日決まった時刻に納めていて、在庫は1日分しかない',
          en: 'Delivery at a fixed hour each day, with stock for one day',
        },
      },
      {
        trade: CONTRACTOR,
        example: {
          ja: '発注元の受注システムを運用していて、代わりの会社がない',
          en: 'The customer’s order system is run by you and nobody else can',
        },
      },
      {
        trade: LOGISTICS,
        example: {
          ja: '倉庫と配送を一手に引き受け、止まると商品が店に届かない',
          en: 'All storage and delivery: shops go without goods',
        },
      },
    ],
    no: {
      ja: 'どこでも買える品を納めている。発注元に1か月分の在庫がある。ほかの会社がすぐ代われる。',
      en: 'The goods can be had anywhere, the customer holds stock for a month, or another firm can step in at once.',
    },
  },
  access: {
    short: { ja: '社内システムに入れる', en: 'Access to the inside' },
    asked: {
      self: {
        ja: '自社のパソコンやネットワークから、発注元の社内システムに入れますか。',
        en: 'Can your customer’s internal system be reached from your computers or network?',
      },
      partner: {
        ja: 'この取引先のパソコンやネットワークから、自社の社内システムに入れますか。',
        en: 'Can your internal system be reached from this partner’s computers or network?',
      },
    },
    help: {
      ja: '入口になると、攻撃がその先まで届きます。専用線やVPN、遠隔での保守、貸し出されたIDがないか思い出してください。',
      en: 'What can be reached can be attacked from there. Think of leased lines, VPN, remote maintenance and accounts lent to you.',
    },
    yes: [
      {
        trade: MAKER,
        example: {
          ja: '発注元の生産管理システムに、VPNで入って入力する',
          en: 'Entries are made in the customer’s production system over VPN',
        },
      },
      {
        trade: PARTS,
        example: {
          ja: '発注元の設計データのサーバに、専用線で直接つながっている',
          en: 'A leased line leads straight to the customer’s design server',
        },
      },
      {
        trade: CONTRACTOR,
        example: { ja: '保守のために、発注元のサーバへ遠隔で入れる', en: 'The client’s servers are maintained remotely' },
      },
      {
        trade: LOGISTICS,
        example: {
          ja: '発注元の在庫システムの端末が倉庫に置いてある',
          en: 'A terminal of the customer’s stock system stands in the warehouse',
        },
      },
    ],
    no: {
      ja: 'メールと電話だけでやり取りする。だれでも見られるWebサイトから注文を受け取る。',
      en: 'Only mail and telephone; orders come from a web site that anyone can open.',
    },
  },
}
