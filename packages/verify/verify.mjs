#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { toBase64 } from './bytes.mjs'
import { verifyExport } from './log.mjs'
import { isPack, verifyPack } from './pack.mjs'
import { inJapan, packSentenceOf, sentenceOf } from './words.mjs'

const USAGE = `使い方: node verify.mjs FILE [--key BASE64] [--checkpoint FILE]
        node verify.mjs PACK.zip [--hash SHA256]

  FILE               星取から書き出した記録 (.jsonl)
  --key BASE64       組織から別の方法で受け取った公開鍵
  --checkpoint FILE  以前に受け取って手元に保管したチェックポイント
  PACK.zip           星取から書き出した証跡の束 (.zip)
  --hash SHA256      束のハッシュの一覧 (SHA256SUMS) の値で、束とは別の方法で受け取ったもの

終了コード: 0 問題なし、1 変わっているか壊れている、2 入力の誤り`
const SHOWN = 50
const REASONS = {
  header: '星取が書き出した記録のファイルではないか、1行目が壊れています。',
  key: '公開鍵を読み取れません。32バイトを base64 で書いたものを指定してください。',
}

process.exitCode = await main(process.argv.slice(2))

async function main(args) {
  const call = readCall(args)
  if (!call) return badInput(USAGE)
  if (call.help) return say(USAGE)
  const pack = call.hash !== undefined || call.file.endsWith('.zip') || (await isPack(call.file).catch(() => false))
  return pack ? tellPack(call) : tellLog(call)
}

async function tellPack({ file, hash }) {
  if (hash !== undefined && !/^[0-9a-f]{64}$/i.test(hash))
    return badInput('--hash には、SHA-256 の値 (64文字) を書いてください。')
  const result = await verifyPack(file, hash?.toLowerCase()).catch(() => undefined)
  if (!result) return badInput(`ファイルを読めません: ${file}`)
  say(`ファイル: ${result.files}件`)
  if (result.kept > 0) say(`手元に保管され、ハッシュだけがあるもの: ${result.kept}件`)
  if (result.list !== undefined) say(`ハッシュの一覧の SHA-256: ${result.list}`)
  if (result.sound) {
    const compare = '上の値を、束とは別の方法で受け取った値と見比べてください (--hash で比べられます)。'
    return say('', '問題は見つかりませんでした。', ...(hash === undefined ? [compare] : []))
  }
  say('', `変わっています。見つかった問題: ${result.findings.length}件`)
  say(...result.findings.slice(0, SHOWN).map((finding) => `- ${packSentenceOf(finding)}`))
  if (result.findings.length > SHOWN) say(`- ほか${result.findings.length - SHOWN}件`)
  return 1
}

async function tellLog(call) {
  const file = await read(call.file)
  if (file === undefined) return badInput(`ファイルを読めません: ${call.file}`)
  const kept = call.checkpoint === undefined ? [] : [await read(call.checkpoint)]
  if (kept.includes(undefined)) return badInput(`ファイルを読めません: ${call.checkpoint}`)
  const result = await verifyExport(file, { key: call.key, checkpoints: kept })
  if (!result.readable) return badInput(REASONS[result.reason])
  say(headOf(result))
  if (result.sound) return say('', '問題は見つかりませんでした。すべての記録が、署名されたチェックポイントと合っています。')
  say('', `記録が壊れています。見つかった問題: ${result.findings.length}件。最初の問題は次のとおりです。`)
  say(...result.findings.slice(0, SHOWN).map((finding) => `- ${sentenceOf(finding)}`))
  if (result.findings.length > SHOWN) say(`- ほか${result.findings.length - SHOWN}件`)
  return 1
}

function readCall(args) {
  try {
    const options = {
      key: { type: 'string' },
      checkpoint: { type: 'string' },
      hash: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    }
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    return values.help || positionals.length === 1 ? { ...values, file: positionals[0] } : undefined
  } catch {
    return undefined
  }
}

function headOf({ header, key, keyFits, entries, ended, from, to, checkpoint }) {
  return [
    `組織: ${header.organisation} (${header.origin})`,
    `記録: ${entries}件${ended > 0 ? ` (うち、保存期間が過ぎて内容を消したもの ${ended}件)` : ''}`,
    `期間: ${from === null ? 'なし' : `${inJapan(from)} 〜 ${inJapan(to)} (日本時間)`}`,
    `チェックポイント: ${checkpoint === null ? 'なし' : `${checkpoint.size}件、ルート ${toBase64(checkpoint.root)}`}`,
    `公開鍵: ${key}`,
    ...(keyFits ? [] : ['        ファイルに書かれた公開鍵とは違います。指定された鍵で確かめました。']),
  ].join('\n')
}

function read(path) {
  return readFile(path, 'utf8').catch(() => undefined)
}

function say(...lines) {
  for (const line of lines) console.log(line)
  return 0
}

function badInput(words) {
  console.error(words)
  return 2
}
