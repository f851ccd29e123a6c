# The packages of a flake of ours, with nixpkgs' functions giving back what they get.
path:
let
  systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
  packagesOf = system: {
    lib = {
      optional = isWanted: one: if isWanted then [ one ] else [ ];
      licenses.mit = "MIT";
    };
    stdenv = {
      isLinux = builtins.match ".*-linux" system != null;
      mkDerivation = facts: facts;
      cc.cc.lib = "the C++ libraries";
    };
    fetchurl = facts: facts;
    installShellFiles = "installShellFiles";
    autoPatchelfHook = "autoPatchelfHook";
  };
  nixpkgs.legacyPackages = builtins.listToAttrs (map (name: { inherit name; value = packagesOf name; }) systems);
in
((import path).outputs { self = { }; inherit nixpkgs; }).packages
