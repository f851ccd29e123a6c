/** One small program per SDK: what it needs, how it is built, and how it is called. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { has } from '../shells/real-shells.ts'

export type Client = {
  readonly name: string
  isThere(): boolean
  /** Builds it where that is needed, and gives its command line. Throws if it can't be built. */
  build(): readonly string[]
  /** In which ways it doesn't do what is expected, as docs/exec.md says, and how that shows. */
  readonly differs?: Readonly<Record<string, RegExp>>
  /** It takes no notice of quotes in credential_process. */
  readonly splitsAtBlanks?: boolean
}

const PYTHON = process.env['AWSENV_TEST_PYTHON'] ?? 'python3'

export const clients: readonly Client[] = [
  ready('boto3', () => succeeds(PYTHON, ['-c', 'import boto3']), [PYTHON, source('python.py')]),
  ready('AWS CLI', () => has('aws'), ['sh', source('cli.sh')]),
  ready('JavaScript v3', () => true, [process.execPath, source('javascript.ts')]),
  go('Go v2', 'go'),
  {
    name: 'Rust',
    isThere: () => has('cargo'),
    build() {
      const target = made('rust')
      run('cargo', ['build', '--quiet', '--locked', '--target-dir', target], source('rust'))
      return [join(target, 'debug/client')]
    },
  },
  java('Java v2', 'java'),
  {
    ...ready('Ruby', () => succeeds('ruby', ['-e', 'require "aws-sdk-core"']), ['ruby', source('ruby.rb')]),
    differs: { 'exec --renewing': /sdk_ua_app_id/ },
  },
  { ...go('Go v1', 'go-v1'), differs: { 'exec --renewing': /sdk_ua_app_id/, profile: /MissingRegion/ } },
  {
    ...java('Java v1', 'java-v1'),
    differs: { 'exec --renewing': /sdk_ua_app_id/, profile: /No AWS profile named/ },
  },
  {
    ...go('MinIO for Go', 'minio'),
    differs: { 'exec --renewing': /sdk_ua_app_id/, profile: /not eu-west-3/ },
    splitsAtBlanks: true,
  },
]

function ready(name: string, isThere: () => boolean, argv: readonly string[]): Client {
  return { name, isThere, build: () => argv }
}

function go(name: string, folder: string): Client {
  return {
    name,
    isThere: () => has('go'),
    build() {
      const program = join(made(folder), 'client')
      run('go', ['build', '-o', program, '.'], source(folder))
      return [program]
    },
  }
}

function java(name: string, folder: string): Client {
  return {
    name,
    isThere: () => has('mvn') && has('java'),
    build() {
      const target = made(folder)
      const goals = ['compile', 'dependency:copy-dependencies']
      run('mvn', ['--quiet', '--batch-mode', `-Dtarget=${target}`, ...goals], source(folder))
      // Java takes the home directory from the system's list of users.
      const script = 'exec java -Duser.home="$HOME" -cp "$@"'
      return ['sh', '-c', script, 'sh', `${target}/classes:${target}/dependency/*`, 'Client']
    },
  }
}

function source(name: string): string {
  return join(import.meta.dirname, 'clients', name)
}

/** Kept for the next time, outside the repository. */
function made(name: string): string {
  const folder = join(tmpdir(), 'awsenv-sdks', name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function run(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
