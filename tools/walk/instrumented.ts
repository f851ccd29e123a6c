/** A module in JavaScript with a call of `__walk` at the beginning of each of its functions. Pure. */
import { parse } from '@babel/parser'

/** A function that was entered: its file below src/, and its name where it has one. */
export type Entry = { readonly file: string; readonly name: string }

type Insertion = { readonly at: number; readonly text: string }

/** `entries` gets the functions of the file; `__walk` is called with their place in it. */
export function instrumented(text: string, file: string, entries: Entry[]): string {
  const insertions: Insertion[] = []
  visit(parse(text, { sourceType: 'module' }).program as unknown as Node, '', (node, name) => {
    const index = entries.push({ file, name }) - 1
    const { type, start, end } = node.body
    if (type === 'BlockStatement') insertions.push({ at: start + 1, text: `__walk(${index});` })
    else insertions.push({ at: start, text: `(__walk(${index}),` }, { at: end, text: ')' })
  })
  // From the end, so that the places before stay; of two at one place, the inner function's is put in first.
  return insertions
    .map((insertion, order) => ({ ...insertion, order }))
    .sort((a, b) => b.at - a.at || (a.text === ')' ? a.order - b.order : b.order - a.order))
    .reduce((all, { at, text }) => all.slice(0, at) + text + all.slice(at), text)
}

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }

type FunctionNode = Node & { readonly body: Node }

function visit(node: Node, name: string, found: (node: FunctionNode, name: string) => void): void {
  if (FUNCTIONS.has(node.type)) found(node as FunctionNode, nameOf(node) ?? name)
  for (const child of Object.values(node).flat()) {
    if (isNode(child)) visit(child, nameOf(node) ?? name, found)
  }
}

/** The function's own, or that of the property or variable that it is the value of. */
function nameOf({ id, key }: Node): string | undefined {
  const named = (id ?? key ?? {}) as { name?: unknown; value?: unknown; id?: { name?: unknown } }
  return [named.name, named.value, named.id?.name].find(name => typeof name === 'string')
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'start' in value
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'ArrowFunctionExpression',
  'ClassMethod',
  'ClassPrivateMethod',
  'FunctionDeclaration',
  'FunctionExpression',
  'ObjectMethod',
])
