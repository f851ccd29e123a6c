/** What the DevTools protocol wants to know of a pressed key: https://chromedevtools.github.io/devtools-protocol/tot/Input/ */

/** Of `Enter`, `F1`, `Control+c`, `Control+Alt+r`. */
export function keyEvents(pressed: string): readonly unknown[] {
  const [key = '', ...held] = pressed.split('+').reverse()
  const modifiers = held.reduce((sum, name) => sum + (MODIFIERS[name] ?? 0), 0)
  const event = { key, modifiers, ...(KEYS[key] ?? letter(key)) }
  return [
    { type: 'keyDown', ...event, ...(key === 'Enter' && { text: '\r' }) },
    { type: 'keyUp', ...event },
  ]
}

function letter(key: string) {
  return { code: `Key${key.toUpperCase()}`, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) }
}

const MODIFIERS: Readonly<Record<string, number>> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 }
const KEYS: Readonly<Record<string, { readonly code: string; readonly windowsVirtualKeyCode: number }>> = {
  Enter: { code: 'Enter', windowsVirtualKeyCode: 13 },
  Escape: { code: 'Escape', windowsVirtualKeyCode: 27 },
  F1: { code: 'F1', windowsVirtualKeyCode: 112 },
}
