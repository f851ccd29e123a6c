import { archiveOf, DESCRIPTION, type Release, urlOf } from '../release.ts'

/** A flake that installs the released binary. https://nix.dev/concepts/flakes */
export function nixFlake(release: Release): string {
  const source = (system: string, platform: string) => {
    const archive = archiveOf(release, platform)
    return `        ${system} = { url = "${urlOf(release, archive)}"; sha256 = "${archive.sha256}"; };`
  }
  return `{
  description = "${DESCRIPTION}";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs = { self, nixpkgs }:
    let
      sources = {
${source('x86_64-linux', 'linux-x64')}
${source('aarch64-linux', 'linux-arm64')}
${source('x86_64-darwin', 'darwin-x64')}
${source('aarch64-darwin', 'darwin-arm64')}
      };
      package = system: source:
        let pkgs = nixpkgs.legacyPackages.\${system}; in
        pkgs.stdenv.mkDerivation {
          pname = "awsenv";
          version = "${release.version}";
          src = pkgs.fetchurl source;
          nativeBuildInputs = [ pkgs.installShellFiles ]
            ++ pkgs.lib.optional pkgs.stdenv.isLinux pkgs.autoPatchelfHook;
          buildInputs = pkgs.lib.optional pkgs.stdenv.isLinux pkgs.stdenv.cc.cc.lib;
          # A stripped binary has lost its data.
          dontStrip = true;
          installPhase = ''
            install -D awsenv $out/bin/awsenv
            install -D -m 644 -t $out/share/awsenv shell/awsenv.*
            installShellCompletion --cmd awsenv --bash shell/completions/awsenv.bash \\
              --zsh shell/completions/awsenv.zsh --fish shell/completions/awsenv.fish
            installManPage man/*.1
          '';
          meta = {
            description = "${DESCRIPTION}";
            homepage = "${release.homepage}";
            license = pkgs.lib.licenses.mit;
            mainProgram = "awsenv";
          };
        };
    in
    {
      packages = builtins.mapAttrs (system: source: { default = package system source; }) sources;
    };
}
`
}
