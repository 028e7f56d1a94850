import { SaxesParser } from 'saxes'

/** Whoever listens to an XML text. Names of elements come without their prefix: each program chooses its own. */
type XmlListener = {
  /** `line` counts from 1, and only where `readXml` was asked for it. */
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void
  text(text: string): void
  close(name: string): void
  /** An entity that XML does not know, left in the text as it stands; who does not listen has it end the reading. */
  unknownEntity?(line: number): void
}

/** How many more tags may be read: one budget for all parts of a file. */
export type TagBudget = { left: number }

/** More tags than the budget had. */
export class TooManyTags extends Error {}
/** No XML, or broken off. */
export class NotWellFormed extends Error {}

/**
 * Reads an XML part from beginning to end, a piece at a time. Throws TooManyTags and NotWellFormed, the latter for a document type
 * that defines anything, too. No entity but the five of XML is expanded. `lines` counts them, which takes a little longer.
 */
export function readXml(bytes: Uint8Array, budget: TagBudget, listener: XmlListener, { lines = false } = {}): void {
  const parser = new SaxesParser({ xmlns: false, position: lines })
  parser.on('error', (cause) => {
    if (listener.unknownEntity && cause.message.endsWith('undefined entity.')) return listener.unknownEntity(parser.line)
    throw new NotWellFormed('the part is no XML', { cause })
  })
  parser.on('doctype', (definition) => {
    if (definition.includes('[')) throw new NotWellFormed('the part defines entities')
  })
  parser.on('opentag', ({ name, attributes }) => {
    spend(budget, 1)
    listener.open(localName(name), attributes, parser.line)
  })
  parser.on('closetag', ({ name }) => listener.close(localName(name)))
  parser.on('text', (text) => listener.text(text))
  parser.on('cdata', (text) => listener.text(text))
  const decoder = new TextDecoder(encodingOf(bytes))
  for (let at = 0; at < bytes.length; at += PIECE) parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }))
  parser.write(decoder.decode()).close()
}

/** How many bytes are decoded at a time. */
const PIECE = 64 * 1024

/** Throws TooManyTags when the budget is used up. */
export function spend(budget: TagBudget, tags: number): void {
  budget.left -= tags
  if (budget.left < 0) throw new TooManyTags()
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The encoding by the mark at the beginning, else by the declaration, else UTF-8. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /^<\?xml[^>]*\sencoding=["']([\w.-]{1,40})["']/.exec(head)?.[1]?.toLowerCase()
  return declared && ENCODINGS.has(declared) ? declared : 'utf-8'
}

/** What an XML declaration may name besides UTF-8 and is read so. */
const ENCODINGS = new Set(['shift_jis', 'windows-31j', 'euc-jp', 'iso-8859-1', 'windows-1252', 'us-ascii'])
