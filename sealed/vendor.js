// What the pages take from other people's packages, in one bundle: build.mjs turns this file into site/vendor.js.
export { armor, Decrypter, Encrypter, identityToRecipient, webauthn } from "age-encryption";
export { chacha20poly1305 } from "@noble/ciphers/chacha.js";
export { ed25519 } from "@noble/curves/ed25519.js";
export { hkdf } from "@noble/hashes/hkdf.js";
export { hmac } from "@noble/hashes/hmac.js";
export { sha256 } from "@noble/hashes/sha2.js";
export { bech32 } from "@scure/base";
export { wordlist } from "@scure/bip39/wordlists/english.js";
