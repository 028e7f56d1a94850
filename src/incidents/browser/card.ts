/** Has the browser keep the first-hour card, and that page alone, to be read without a network. */
export function startCard(): void {
  const { card, cardWorker } = document.body.dataset
  if (card === undefined || !cardWorker || !('serviceWorker' in navigator)) return
  // Where a browser allows none, as in a private window, the card is a page like any other.
  navigator.serviceWorker.register(cardWorker, { scope: card }).catch(() => undefined)
}
