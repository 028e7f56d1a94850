import { isOfInputMethod } from '../../ui/browser/composition.ts'

/**
 * The key / leads to the search from anywhere within an organisation: to the field where the page has one, else to its page. A page with
 * a filter of its own, such as the list of criteria, keeps the key; so does whoever is typing.
 */
export function startSlash(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (isOfInputMethod(event) || isTyping(event.target) || document.getElementById('workbench')) return
    const [place] = /^\/o\/[0-9A-Za-z]{22}(?=\/|$)/.exec(location.pathname) ?? []
    if (place === undefined) return
    event.preventDefault()
    const field = document.querySelector<HTMLInputElement>(`form[action="${place}/search"] input[type="search"]`)
    if (field?.checkVisibility()) field.select()
    else location.href = `${place}/search`
  })
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])')
}
