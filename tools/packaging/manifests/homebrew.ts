import { archiveOf, DESCRIPTION, type Release, urlOf } from '../release.ts'

/** A formula for a tap. https://docs.brew.sh/Formula-Cookbook */
export function homebrewFormula(release: Release): string {
  const at = (platform: string, indent: string) => {
    const archive = archiveOf(release, platform)
    return `${indent}url "${urlOf(release, archive)}"\n${indent}sha256 "${archive.sha256}"\n`
  }
  return `class Awsenv < Formula
  desc "${DESCRIPTION}"
  homepage "${release.homepage}"
  version "${release.version}"
  license "MIT"

  on_macos do
    on_arm do
${at('darwin-arm64', '      ')}    end
    on_intel do
${at('darwin-x64', '      ')}    end
  end

  on_linux do
    on_arm do
${at('linux-arm64', '      ')}    end
    on_intel do
${at('linux-x64', '      ')}    end
  end

  def install
    bin.install "awsenv"
    pkgshare.install Dir["shell/awsenv.*"]
    bash_completion.install "shell/completions/awsenv.bash" => "awsenv"
    zsh_completion.install "shell/completions/awsenv.zsh" => "_awsenv"
    fish_completion.install "shell/completions/awsenv.fish"
    man1.install Dir["man/*.1"]
  end

  def caveats
    "To load the hook in every new shell: awsenv init bash --install (or zsh, fish, powershell)"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/awsenv --version")
  end
end
`
}
