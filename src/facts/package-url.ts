import type { Component } from './fact.ts'

/** A component by the name that a statement gives its product: a package URL says name and version, anything else is the name. */
export function componentOf(product: string): Component {
  const [, name, version] = /^pkg:[^/]+\/(?:.*\/)?([^@?#/]+)(?:@([^?#]+))?/.exec(product) ?? []
  return name
    ? { name: decoded(name), version: version ? decoded(version) : null, purl: product }
    : { name: product, version: null }
}

/** A package URL without its qualifiers and subpath, by which statements and findings are compared. */
export function bareUrl(purl: string): string {
  return decoded(purl.split(/[?#]/)[0] ?? '').toLowerCase()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    if (cause instanceof URIError) return text
    throw cause
  }
}
