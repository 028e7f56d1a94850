/** In pixels: less is a slip of the finger. */
const SHORTEST = 80

/** A finger that goes across leads to the neighbour, as the arrows do; not from a field, where it moves the text. */
export function startSwipe(panel: HTMLElement): void {
  let began: Touch | undefined
  panel.addEventListener(
    'touchstart',
    ({ touches, target }) => {
      const inField = target instanceof Element && target.closest('textarea, select, input[type="text"]')
      began = touches.length === 1 && !inField ? touches[0] : undefined
    },
    { passive: true },
  )
  panel.addEventListener('touchend', ({ changedTouches: [ended] }) => {
    if (!began || !ended) return
    const [across, down] = [ended.clientX - began.clientX, ended.clientY - began.clientY]
    if (Math.abs(across) < SHORTEST || Math.abs(across) < 2 * Math.abs(down)) return
    panel.querySelector<HTMLAnchorElement>(across < 0 ? 'a[rel="next"]' : 'a[rel="prev"]')?.click()
  })
}
