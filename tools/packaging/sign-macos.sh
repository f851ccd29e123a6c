#!/usr/bin/env bash
# Signs a binary for macOS with the certificate of the releases, and lets Apple notarise it. The identity is the same in
# each version, so the keychain doesn't ask again after an upgrade. Without a certificate the build's ad hoc signature
# stays, and with it the question.
#   sign-macos.sh BINARY
# MACOS_CERTIFICATE           "Developer ID Application" with its key: a PKCS #12 file in base64
# MACOS_CERTIFICATE_PASSWORD  the password of that file
# NOTARY_KEY                  a key for the API of App Store Connect (.p8); without it nothing is notarised
# NOTARY_KEY_ID, NOTARY_ISSUER  what App Store Connect says of that key
set -euo pipefail

binary=$1
if [ -z "${MACOS_CERTIFICATE:-}" ]; then
    echo 'no certificate: the signature stays ad hoc'
    codesign --verify --strict "$binary"
    exit
fi

umask 077
work=$(mktemp -d)
keychain=$work/release.keychain-db
trap 'security delete-keychain "$keychain" || :; rm -rf "$work"' EXIT

password=$(openssl rand -hex 16)
printf '%s' "$MACOS_CERTIFICATE" | base64 --decode >"$work/certificate.p12"
security create-keychain -p "$password" "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$work/certificate.p12" -k "$keychain" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >"$work/partitions"
identity=$(security find-identity -v -p codesigning "$keychain" | sed -n 's/.* \([0-9A-F]\{40\}\) .*/\1/p' | head -n 1)
[ -n "$identity" ] || {
    echo 'the certificate is not one for code' >&2
    exit 1
}

# V8 writes code while it runs, and the keychain's addon has a signature of its own.
cat >"$work/entitlements.plist" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>com.apple.security.cs.allow-jit</key><true/>
    <key>com.apple.security.cs.allow-unsigned-executable-memory</key><true/>
    <key>com.apple.security.cs.disable-library-validation</key><true/>
</dict>
</plist>
END
codesign --force --sign "$identity" --keychain "$keychain" --identifier awsenv --timestamp --options runtime \
    --entitlements "$work/entitlements.plist" "$binary"
codesign --verify --strict "$binary"

if [ -z "${NOTARY_KEY:-}" ]; then
    echo 'no key for Apple'\''s notary: signed, and not notarised'
    exit
fi
printf '%s' "$NOTARY_KEY" >"$work/notary.p8"
ditto -c -k "$binary" "$work/awsenv.zip"
xcrun notarytool submit "$work/awsenv.zip" --wait --key "$work/notary.p8" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER"
