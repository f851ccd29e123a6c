import * as assert from 'uvu/assert'
import { type Ancestor, evaluatorNames, programName, windowsNames } from '../../src/shells/evaluator.ts'
import { detectShell, shellOf } from '../../src/shells/index.ts'
import { describe } from '../support/describe.ts'

describe('shells/evaluator', test => {
  const process = (executable?: string, more: Partial<Ancestor> = {}): Ancestor => ({
    ...{ executable, calledBy: undefined, name: undefined, readsOutput: false },
    ...more,
  })
  const shellAmong = (...ancestors: readonly Ancestor[]) => shellOf(evaluatorNames(ancestors))?.name
  const reading = { readsOutput: true }

  for (const [what, ancestors, shell] of [
    ['a script, whose name the process has', [process('/usr/bin/bash', { name: 'deploy.sh' })], 'bash'],
    ['a script called fish', [process('/usr/bin/dash', { calledBy: '/bin/sh', name: 'fish' })], 'sh'],
    ['a Python script called bash', [process('/usr/bin/python3', { calledBy: 'python3', name: 'bash' })], undefined],
    ['xonsh', [process('/usr/bin/python3.11', { calledBy: '/usr/bin/python3', name: 'xonsh' })], 'xonsh'],
    ['nushell', [process('/opt/nu')], 'nushell'],
    ['a shell by another name', [process('/usr/bin/zsh', { calledBy: 'bash', name: 'bash' })], 'zsh'],
    ['a login shell of another user', [process(undefined, { calledBy: '-fish', name: 'fish' })], 'fish'],
    ['a process of which only the name is told', [process(undefined, { calledBy: '', name: 'zsh' })], 'zsh'],
    ['a shell under an emulator', [process('/usr/bin/qemu-aarch64', { calledBy: '/bin/bash' })], 'bash'],
    ['a shell that was replaced', [process('/usr/bin/bash (deleted)')], 'bash'],
    ['busybox', [process('/bin/busybox', { calledBy: '/bin/sh' })], 'sh'],
    ['eval "$(timeout 9 awsenv …)"', [process('/usr/bin/timeout'), process('/usr/bin/bash', reading)], 'bash'],
    ['timeout 9 awsenv … >file', [process('/usr/bin/timeout'), process('/usr/bin/bash')], 'bash'],
    [
      'a shell that passes on what another one reads',
      [process('/usr/bin/dash'), process('/usr/bin/node'), process('/usr/bin/fish', reading)],
      'fish',
    ],
    ['a program that reads', [process('/usr/bin/python3', reading), process('/usr/bin/bash')], undefined],
    ['a program whose stdout goes elsewhere', [process('/usr/bin/python3'), process('/usr/bin/bash')], undefined],
    ['nobody', [], undefined],
  ] as const) {
    test(`1.1 ${what}: ${shell ?? 'no shell'}`, () => assert.is(shellAmong(...ancestors), shell))
  }

  test('where stdout is no pipe, nobody is looked up behind the nearest that does more than start a program', () => {
    const looked: string[] = []
    function* ancestors(): Iterable<Ancestor> {
      for (const name of ['timeout', 'zsh', 'tmux']) {
        looked.push(name)
        yield process(`/usr/bin/${name}`, { readsOutput: undefined })
      }
    }
    assert.equal(evaluatorNames(ancestors()), ['/usr/bin/zsh'])
    assert.equal(looked, ['timeout', 'zsh'])
  })

  for (const [text, name] of [
    ['/nix/store/x-fish-4.0/bin/.fish-wrapped', 'fish'],
    ['/usr/bin/bash-5.3', 'bash'],
    ['ksh93', 'ksh'],
    ['-zsh', 'zsh'],
    ['C:\\Program Files\\Git\\usr\\bin\\Bash.EXE', 'bash'],
    ['', ''],
  ] as const) {
    test(`"${text}" is ${name || 'no program'}`, () => assert.is(programName(text), name))
  }

  const machineModules =
    'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\WINDOWS\\system32\\WindowsPowerShell\\v1.0\\Modules'
  const userModules = (name: string) => `C:\\Users\\alice\\OneDrive\\Documents\\${name}\\Modules;${machineModules}`
  for (const [what, env, shell] of [
    ['Git Bash', { MSYSTEM: 'MINGW64', SHELL: '/usr/bin/bash', PSModulePath: machineModules }, 'bash'],
    ['Git Bash without SHELL', { MSYSTEM: 'MINGW64' }, 'bash'],
    ['zsh of MSYS2', { MSYSTEM: 'UCRT64', SHELL: '/usr/bin/zsh.exe', _: '/home/alice/bin/awsenv' }, 'zsh'],
    ['Windows PowerShell 5.1', { PSModulePath: userModules('WindowsPowerShell') }, 'powershell'],
    ['PowerShell 7', { PSModulePath: userModules('PowerShell') }, 'powershell'],
    [
      'PowerShell started from Git Bash',
      {
        MSYSTEM: 'MINGW64',
        SHELL: '/usr/bin/bash',
        _: '/c/Program Files/PowerShell/7/pwsh',
        PSModulePath: userModules('PowerShell'),
      },
      'powershell',
    ],
    [
      'Git Bash started from PowerShell',
      { MSYSTEM: 'MINGW64', PSModulePath: userModules('PowerShell'), _: '/bin/awsenv' },
      'bash',
    ],
    ['cmd', { PSModulePath: machineModules }, undefined],
    ['nothing at all', {}, undefined],
  ] as const) {
    test(`W4 on Windows, ${what}: ${shell ?? 'no shell'}`, () => assert.is(shellOf(windowsNames(env))?.name, shell))
  }

  test('W4 on Windows, cmd.exe is known by PROMPT, which PowerShell and Git Bash inherit from it', () => {
    const fromCmd = { PROMPT: '$P$G', PSModulePath: machineModules }
    assert.equal(windowsNames(fromCmd), ['cmd'])
    assert.equal(windowsNames({ ...fromCmd, PSModulePath: userModules('PowerShell') }), ['powershell'])
    assert.equal(windowsNames({ ...fromCmd, MSYSTEM: 'MINGW64' }), ['bash'])
  })

  for (const [set, evaluator] of [
    ['fish', 'bash'],
    ['powershell', 'zsh'],
    ['bash', 'fish'],
    ['bash', 'dash'],
    ['bash', 'zsh'],
    ['zsh', 'bash'],
    ['sh', 'pwsh'],
  ] as const) {
    test(`1.8 AWSENV_SHELL=${set} is refused where ${evaluator} reads`, () => {
      const caller = { hook: undefined, env: { AWSENV_SHELL: set }, evaluatorNames: () => [evaluator] }
      assert.throws(() => detectShell(undefined, caller), /AWSENV_SHELL says .* can't evaluate it/)
    })
  }
})
