import { SaxesParser } from 'saxes'

/** Whoever listens to an XML text. Names of elements come without their prefix: each program chooses its own. */
type XmlListener = {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
}

/** How many more tags may be read: one budget for all parts of a file. */
export type TagBudget = { left: number }

/** More tags than the budget had. */
export class TooManyTags extends Error {}
/** No XML, or broken off. */
export class NotWellFormed extends Error {}

/** Reads an XML part from beginning to end. Throws TooManyTags and NotWellFormed. No entity but the five of XML is expanded. */
export function readXml(bytes: Uint8Array, budget: TagBudget, listener: XmlListener): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', (cause) => {
    throw new NotWellFormed('the part is no XML', { cause })
  })
  parser.on('opentag', ({ name, attributes }) => {
    spend(budget, 1)
    listener.open(localName(name), attributes)
  })
  parser.on('closetag', ({ name }) => listener.close(localName(name)))
  parser.on('text', (text) => listener.text(text))
  parser.on('cdata', (text) => listener.text(text))
  parser.write(decode(bytes)).close()
}

/** Throws TooManyTags when the budget is used up. */
export function spend(budget: TagBudget, tags: number): void {
  budget.left -= tags
  if (budget.left < 0) throw new TooManyTags()
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}
