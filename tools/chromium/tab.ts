/** A tab of a browser, with the eyes and the hands of who sits before it. */
import { setTimeout } from 'node:timers/promises'
import { keyEvents } from './keys.ts'

export type Tab = {
  /** The text of the first element that a selector finds, as soon as there is one. */
  text(selector: string): Promise<string>
  click(selector: string): Promise<void>
  /** What an expression of JavaScript gives in the page; nothing while the page is being left. */
  value<T>(expression: string): Promise<T | undefined>
  /** Types a text into what has the focus. */
  type(text: string): Promise<void>
  /** Presses a key: `Enter`, `Control+c`. */
  press(key: string): Promise<void>
  /** What a part of the tab shows, as a PNG. */
  picture(clip: Clip): Promise<Buffer>
}

export type Clip = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Sends a method of the DevTools protocol. */
export type Send = (method: string, params?: unknown) => Promise<Readonly<Record<string, never>>>

export function tabOf(send: Send): Tab {
  const value = async <T>(expression: string): Promise<T | undefined> => {
    const { result } = await send('Runtime.evaluate', { expression, returnByValue: true })
    return (result as { readonly value?: T } | undefined)?.value
  }
  /** A page that is being left answers nothing, and then another one is there: each question is put again. */
  const until = async (selector: string, use: string): Promise<string> => {
    const element = `document.querySelector(${JSON.stringify(selector)})`
    const deadline = AbortSignal.timeout(30_000)
    for (;;) {
      const found = await value<string>(`${element} && (${use.replace('it', element)})`)
      if (found) return found
      if (deadline.aborted) throw new Error(`the page never showed ${selector}: ${await value('document.title')}`)
      await setTimeout(50)
    }
  }
  return {
    value,
    text: selector => until(selector, 'it.textContent'),
    click: async selector => void (await until(selector, '(it.click(), "clicked")')),
    type: async text => void (await send('Input.insertText', { text })),
    async press(key) {
      for (const event of keyEvents(key)) await send('Input.dispatchKeyEvent', event)
    },
    async picture(clip) {
      const { data } = await send('Page.captureScreenshot', { format: 'png', clip: { ...clip, scale: 1 } })
      return Buffer.from(String(data), 'base64')
    },
  }
}
