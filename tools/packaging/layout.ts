/** Which files a package has, and where each lies in the system. Pure. */

/** `from` is below dist/ or the repository; `to` below the package's root. */
export type PackagedFile = { readonly from: string; readonly to: string; readonly isProgram?: boolean }

const COMPLETIONS = ['bash', 'zsh', 'fish', 'ps1']
const HOOKS = [...COMPLETIONS, 'nu', 'elv', 'xsh']
const TEXTS = ['LICENSE', 'README.md', 'CHANGELOG.md']

/** An archive is unpacked anywhere: the hooks lie beside the binary, where `awsenv init --path` finds them. */
export function archiveFiles(binary: string, manPages: readonly string[]): readonly PackagedFile[] {
  const program = binary.endsWith('.exe') ? 'awsenv.exe' : 'awsenv'
  return [
    { from: `dist/${binary}`, to: program, isProgram: true },
    ...HOOKS.map(name => ({ from: `dist/shell/awsenv.${name}`, to: `shell/awsenv.${name}` })),
    ...COMPLETIONS.map(name => ({
      from: `dist/shell/completions/awsenv.${name}`,
      to: `shell/completions/awsenv.${name}`,
    })),
    ...manPages.map(name => ({ from: `dist/man/${name}`, to: `man/${name}` })),
    ...TEXTS.map(name => ({ from: name, to: name })),
    { from: `dist/${billOf(binary)}`, to: 'awsenv.cdx.json' },
  ]
}

/** The directories in which a distribution's zsh looks for completions of packages. */
export type ZshFolder = 'vendor-completions' | 'site-functions'

/** A package of a Linux distribution, below /. */
export function systemFiles(binary: string, manPages: readonly string[], zsh: ZshFolder): readonly PackagedFile[] {
  const completions = 'dist/shell/completions'
  return [
    { from: `dist/${binary}`, to: '/usr/bin/awsenv', isProgram: true },
    ...HOOKS.map(name => ({ from: `dist/shell/awsenv.${name}`, to: `/usr/share/awsenv/awsenv.${name}` })),
    { from: `${completions}/awsenv.bash`, to: '/usr/share/bash-completion/completions/awsenv' },
    { from: `${completions}/awsenv.zsh`, to: `/usr/share/zsh/${zsh}/_awsenv` },
    { from: `${completions}/awsenv.fish`, to: '/usr/share/fish/vendor_completions.d/awsenv.fish' },
    ...manPages.map(name => ({ from: `dist/man/${name}`, to: `/usr/share/man/man1/${name}` })),
    ...TEXTS.map(name => ({ from: name, to: `/usr/share/doc/awsenv/${name}` })),
    { from: `dist/${billOf(binary)}`, to: '/usr/share/doc/awsenv/awsenv.cdx.json' },
  ]
}

/** The bill of materials that the build writes beside a binary. */
function billOf(binary: string): string {
  return `${binary.replace(/\.exe$/, '')}.cdx.json`
}
