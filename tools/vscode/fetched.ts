/** code-server, which is VS Code for a browser, and the Node that it wants: from npm, kept for the next time. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export type CodeServer = { readonly node: string; readonly script: string }

/** What it takes to install it. */
export const BUILDERS = ['npm', 'python3', 'make', 'g++']

export function fetchCodeServer(): CodeServer {
  const folder = join(tmpdir(), 'awsenv-vscode', `code-server-${CODE_SERVER}-node-${NODE}`)
  if (!existsSync(folder)) {
    console.log(`vscode: installs code-server ${CODE_SERVER} in ${folder}, which takes some minutes, once`)
    const unfinished = `${folder}.${process.pid}`
    mkdirSync(unfinished, { recursive: true, mode: 0o700 })
    try {
      install(unfinished)
      renameSync(unfinished, folder)
    } finally {
      rmSync(unfinished, { recursive: true, force: true })
    }
  }
  return {
    node: join(nodeIn(folder), 'bin/node'),
    script: join(folder, 'node_modules/code-server/out/node/entry.js'),
  }
}

/** Of its parts in C++, only those for terminals are built: the others want more of the system. */
function install(folder: string): void {
  const node = nodeIn(folder)
  const env = {
    ...process.env,
    PATH: [join(node, 'bin'), process.env['PATH']].join(delimiter),
    // Node's own headers, which node-gyp would fetch from elsewhere.
    npm_config_nodedir: node,
  }
  const npm = (cwd: string, ...words: string[]) =>
    execFileSync('npm', [...words, '--silent', '--no-fund', '--no-audit'], {
      ...{ cwd, env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const editor = join(folder, 'node_modules/code-server/lib/vscode')
  npm(
    folder,
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    `${NODE_PACKAGE}@${NODE}`,
    `code-server@${CODE_SERVER}`,
  )
  npm(editor, 'install', '--omit=dev', '--ignore-scripts')
  npm(editor, 'rebuild', 'node-pty', '@vscode/spdlog', '@vscode/native-watchdog')
}

const nodeIn = (folder: string) => join(folder, 'node_modules', NODE_PACKAGE)

const CODE_SERVER = '4.139.1'
/** code-server insists on its major version. */
const NODE = '24.22.3'
const NODE_PACKAGE = `node-linux-${process.arch}`
