/** What the completions of a shell offer for a line: the file that the build made in a real shell, without a keyboard. */
import { fishShell, type HookedShell, hookedShells, powershellShell, runShell } from '../../tools/shells/real-shells.ts'

export const completingShells: readonly HookedShell[] = [...hookedShells, fishShell, powershellShell]

/** For each line with the cursor at its end, the words that the command would get, in alphabetical order. */
export function complete(
  real: HookedShell,
  lines: readonly string[],
  env: Readonly<Record<string, string>>,
): { readonly offers: readonly (readonly string[])[]; readonly stderr: string } {
  const input = lines.map(line => `${line}\n`).join('')
  const script = SCRIPTS[real.shell.name] ?? ''
  const { stdout, stderr } = runShell(real, script, { env: { ...env, COMPLETIONS: real.completions }, input })
  const offers = stdout.split('==\n').slice(0, -1)
  return { offers: offers.map(text => text.split('\n').filter(Boolean).sort()), stderr }
}

/** Each reads the lines from stdin, and prints the words that it offers and then `==`. Files are `FILES`. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `. "$COMPLETIONS"
    COMP_WORDBREAKS=$' \\t\\n"\\'><;|&('
    compopt() { :; }
    while IFS= read -r line; do
      COMP_LINE=$line COMP_POINT=\${#line}
      __awsenv_completion
      for reply in \${COMPREPLY[@]+"\${COMPREPLY[@]}"}; do
        eval "word=$reply"
        printf '%s\\n' "$word"
      done
      echo ==
    done`,
  zsh: `. "$COMPLETIONS"
    compadd() { local array=\${@[-1]}; local -a words=("\${(@P)array}"); words=("\${(@M)words:#\${(b)PREFIX}*}"); print -rl -- "\${(@)words/#/$kept}"; }
    compset() {
      [[ $2 == 1 ]] && { kept=\${PREFIX%%=*}=; PREFIX=\${PREFIX#*=}; return; }
      [[ $PREFIX == *,* ]] && { kept+=\${PREFIX%,*},; PREFIX=\${PREFIX##*,}; }
    }
    _files() { print FILES; }
    _normal() { print -r -- "NORMAL $words"; }
    while IFS= read -r line; do
      words=("\${(z)line}")
      [[ $line == *' ' ]] && words+=('')
      CURRENT=\${#words} PREFIX=\${words[-1]} kept=
      _awsenv
      echo '=='
    done`,
  fish: `. $COMPLETIONS
    while read -l line
      complete -C $line | string replace -r '\\t.*' ''
      echo ==
    end`,
  powershell: `. $env:COMPLETIONS
    function probe { "$($args[0])" }
    foreach ($line in @($input)) {
      $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
      foreach ($match in $found.CompletionMatches) {
        if ($match.ResultType -eq 'ParameterValue') { Invoke-Expression "probe $($match.CompletionText)" }
      }
      '=='
    }
    if ($Error.Count -gt 0) { [Console]::Error.WriteLine("$Error") }`,
}
