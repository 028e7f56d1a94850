import { describe, expect, test } from 'vitest'
import { foldForSearch, foldText } from './fold.ts'

describe('to someone who searches, these are the same', () => {
  test.each([
    [['サーバー', 'サーバ', 'ｻｰﾊﾞ', 'ｻｰﾊﾞｰ', 'さーばー', 'さーば']],
    [['バックアップ', 'ばっくあっぷ', 'ﾊﾞｯｸｱｯﾌﾟ']],
    [['バックアップサーバー室', 'ばっくあっぷサーバ室']],
    [['サーバーを置く', 'サーバヲ置ク']],
    [['高崎', '髙﨑']],
    [['吉野', '𠮷野']],
    [['渡辺', '渡邉', '渡邊', '渡邊\u{e0100}']],
    [['神戸', '神\u{fe00}戸']],
    [['VPN', 'ｖｐｎ', ' Vpn ']],
  ])('%j', (texts) => {
    expect(new Set(texts.map(foldForSearch)).size).toBe(1)
  })
})

test.each([
  ['キー', 'キ'],
  ['サーバ', 'サバ'],
  ['はは', 'ばば'],
])('%s and %s stay apart', (one, other) => {
  expect(foldForSearch(one)).not.toBe(foldForSearch(other))
})

test('somebody who compares names tells kana and characters apart', () => {
  expect(foldText('髙橋')).not.toBe(foldText('高橋'))
  expect(foldText(' ＡＢＣ ')).toBe('abc')
})
