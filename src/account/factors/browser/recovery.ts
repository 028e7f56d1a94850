/** Copying and printing the recovery codes that stand on the page. Without a script they are text, to be copied by hand. */
export function startRecovery(): void {
  const codes = document.querySelector<HTMLElement>('[data-recovery]')
  const tools = document.querySelector<HTMLElement>('[data-recovery-tools]')
  if (!codes || !tools) return
  tools.hidden = false
  tools.querySelector('[data-print]')?.addEventListener('click', () => print())
  tools.querySelector('[data-copy]')?.addEventListener('click', async () => {
    const text = [...codes.querySelectorAll('li')].map((line) => line.textContent).join('\n')
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    const said = tools.querySelector<HTMLElement>('[role="status"]')
    said?.replaceChildren((done ? said.dataset.copied : said.dataset.failed) ?? '')
  })
}
