/** 1.1: the shell is found however a script was started. Real files, since `bash -c` has another name than a script. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, powershellShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

const POSIX = 'eval "$(awsenv assume 123456789012 Admin)" && printf %s "$AWSENV_ROLE_ARN" >role\n'
const FISH = 'awsenv assume 123456789012 Admin | source; and echo -n $AWSENV_ROLE_ARN >role\n'
const POWERSHELL =
  'awsenv assume 123456789012 Admin | Out-String | Invoke-Expression && [IO.File]::WriteAllText("role", $env:AWSENV_ROLE_ARN)\n'

type Script = { readonly program: string; readonly shebang: string; readonly text: string }
const pwsh = powershellShell.argv[0]
const scripts: readonly Script[] = [
  { program: 'bash', shebang: '/bin/bash', text: POSIX },
  { program: 'bash', shebang: '/usr/bin/env bash', text: POSIX },
  { program: 'bash', shebang: '/usr/bin/env -S bash -eu', text: POSIX },
  { program: 'sh', shebang: '/bin/sh', text: POSIX },
  { program: 'zsh', shebang: '/usr/bin/env -S zsh -f', text: POSIX },
  { program: 'fish', shebang: '/usr/bin/env -S fish --no-config', text: FISH },
  { program: pwsh, shebang: `/usr/bin/env -S ${pwsh} -NoProfile -File`, text: POWERSHELL },
]

/** Ways to start ./deploy.sh. */
const starts: Readonly<Record<string, readonly string[]>> = {
  './deploy.sh': ['./deploy.sh'],
  'timeout ./deploy.sh': ['timeout', '60', './deploy.sh'],
  'nice ./deploy.sh': ['nice', './deploy.sh'],
  'env -i, as cron does': [
    'sh',
    '-c',
    'env -i HOME="$HOME" PATH="$PATH" XDG_RUNTIME_DIR="$XDG_RUNTIME_DIR" AWS_ENDPOINT_URL="$AWS_ENDPOINT_URL" AWSENV_MFA_CODE="$AWSENV_MFA_CODE" ./deploy.sh',
  ],
  'subprocess.run(shell=True)': ['python3', '-c', 'import subprocess; subprocess.run("./deploy.sh", shell=True)'],
  'os.system': ['python3', '-c', 'import os; os.system("./deploy.sh; true")'],
  make: ['make', '-s'],
  'npm run': ['npm', 'run', '--silent', 'deploy'],
  'sudo -E (a stand-in of it)': ['sh', './sudo', '-E', './deploy.sh'],
}

/** Ways to evaluate what awsenv prints, with no script file: the command line, and what it is called here. */
const lines: readonly (readonly [what: string, program: string, ...argv: string[]])[] = [
  ['sh deploy.sh', 'sh', 'sh', 'deploy.sh'],
  ['a shell by another name', 'bash', 'bash', '-c', 'exec -a name bash ./deploy.sh'],
  ['a login shell', 'bash', 'bash', '-c', 'exec -a -bash bash --noprofile ./deploy.sh'],
  ['a symlinked shell', 'bash', './linked', './deploy.sh'],
  ['a shell that was replaced while it runs', 'bash', 'old/bash', '-c', `rm old/bash; ${POSIX}`],
  [
    'subprocess.run with the line itself',
    'python3',
    'python3',
    '-c',
    `import subprocess; subprocess.run('''${POSIX}''', shell=True)`,
  ],
  ['awsenv behind timeout', 'bash', 'bash', '-c', POSIX.replace('awsenv', 'timeout 60 awsenv')],
  ['awsenv behind env and nice', 'zsh', 'zsh', '-f', '-c', POSIX.replace('awsenv', 'env A=b nice awsenv')],
  [
    'awsenv behind sh -c',
    'fish',
    'fish',
    '--no-config',
    '-c',
    FISH.replace('awsenv assume 123456789012 Admin', 'sh -c "awsenv assume 123456789012 Admin; true"'),
  ],
  ['a file that is sourced', 'bash', 'bash', '-c', `awsenv assume 123456789012 Admin >file && . ./file && ${POSIX}`],
]

describe('e2e: script files', test => {
  const stage = (body: (stage: Stage) => Promise<void>) =>
    onStage(async stage => {
      stage.env['AWSENV_MFA_CODE'] = stage.code()
      await body(stage)
    })
  const put = ({ cwd }: Stage, shebang: string, text: string) => {
    writeFileSync(join(cwd, 'deploy.sh'), `#!${shebang}\n${text}`)
    chmodSync(join(cwd, 'deploy.sh'), 0o755)
    writeFileSync(join(cwd, 'Makefile'), 'all:\n\t./deploy.sh\n')
    writeFileSync(join(cwd, 'package.json'), '{"scripts":{"deploy":"./deploy.sh"}}')
    // As sudo does it with use_pty: the command is a child of another process than the shell.
    writeFileSync(join(cwd, 'sudo'), 'shift\nsh -c \'exec "$@"\' sudo "$@"\nexit $?\n')
  }
  const hasRole = ({ cwd, world }: Stage, stderr: string) => {
    assert.ok(existsSync(join(cwd, 'role')), stderr)
    assert.is(readFileSync(join(cwd, 'role'), 'utf8'), world.roles.admin, stderr)
    rmSync(join(cwd, 'role'))
  }

  // One machine for all ways to start a script: the first one logs in.
  for (const { program, shebang, text } of scripts) {
    const name = shebang.replace(pwsh, 'pwsh')
    const ways = Object.entries(starts)
    const isAllThere = [program, ...ways.slice(1).map(([, [starter = '']]) => starter)].every(has)
    needing(
      test,
      `${program === pwsh ? 'PowerShell' : program} and what starts scripts`,
      isAllThere,
    )(
      `1.1 #!${name}, started by ${ways.map(([way]) => way).join(', ')}: the role is in the script`,
      stage(async stage => {
        put(stage, shebang, text)
        for (const [way, argv] of ways) {
          const { stderr } = await stage.run(argv)
          hasRole(stage, `${way}: ${stderr}`)
        }
      }),
    )
  }

  needing(
    test,
    'bash, zsh, fish and python3',
    lines.every(([, program]) => has(program)),
  )(
    `1.1 ${lines.map(([what]) => what).join(', ')}: the role is there`,
    stage(async stage => {
      put(stage, '/bin/bash', POSIX)
      symlinkSync('/bin/bash', join(stage.cwd, 'linked'))
      mkdirSync(join(stage.cwd, 'old'))
      copyFileSync('/bin/bash', join(stage.cwd, 'old/bash'))
      for (const [what, , ...argv] of lines) {
        const { stderr } = await stage.run(argv)
        hasRole(stage, `${what}: ${stderr}`)
      }
    }),
  )

  needing(
    test,
    'python3',
    has('python3'),
  )(
    '1.1 a program that reads the answer itself is no shell, and is told so',
    stage(async stage => {
      const program =
        'import subprocess; print(subprocess.run(["awsenv", "assume", "123456789012", "Admin"], stdout=subprocess.PIPE).returncode)'
      const { stdout, stderr } = await stage.run(['bash', '-c', `python3 -c '${program}'; :`])
      assert.is(stdout, '2\n')
      assert.match(stderr, /"python" \(from the parent process\) is no shell/)
    }),
  )

  for (const [set, program, argv, text] of [
    ['fish', 'bash', ['bash', '-c'], POSIX],
    ['powershell', 'sh', ['sh', '-c'], POSIX],
    ['fish', 'zsh', ['zsh', '-f', '-c'], POSIX],
    ['bash', 'fish', ['fish', '--no-config', '-c'], FISH],
    ['bash', pwsh, [pwsh, '-NoProfile', '-Command'], POWERSHELL],
  ] as const) {
    needing(
      test,
      program === pwsh ? 'PowerShell' : program,
      has(program),
    )(
      `1.8 AWSENV_SHELL=${set} in ${program === pwsh ? 'PowerShell' : program}: refused before anything is written, and no secret is shown`,
      stage(async stage => {
        stage.env['AWSENV_SHELL'] = set
        const { stdout, stderr } = await stage.run([...argv, text])
        assert.match(stderr, /AWSENV_SHELL says/)
        assert.not.match(`${stdout}${stderr}`, /AWS_SECRET_ACCESS_KEY|SESSION_TOKEN/)
        assert.not.ok(existsSync(join(stage.cwd, 'role')))
        assert.is(stage.sandbox.count('AssumeRole'), 0)
      }),
    )
  }
})
