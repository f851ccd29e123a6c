/** Pages for a person's browser. */
import type { Answer } from './answer.ts'

export function page(status: number, content: string): Answer {
  return { status, contentType: 'text/html', body: `<!DOCTYPE html><html><body>${content}</body></html>\n` }
}

/** A form that comes back to `path` with what the page was asked with, and `answer=approve` or `answer=deny`. */
export function buttons(path: string, query: URLSearchParams): string {
  const fields = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  const button = (answer: string) => `<button id="${answer}" name="answer" value="${answer}">${answer}</button>`
  return `<form action="${path}">${fields.join('')}${button('approve')}${button('deny')}</form>`
}

/** What the person has answered, or what a test has decided that they do. */
export function answerOf(
  answers: 'approve' | 'deny' | 'nothing',
  query: URLSearchParams,
): 'approved' | 'denied' | undefined {
  const answer = query.get('answer') ?? answers
  return answer === 'approve' ? 'approved' : answer === 'deny' ? 'denied' : undefined
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
