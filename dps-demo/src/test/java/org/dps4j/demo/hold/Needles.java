package org.dps4j.demo.hold;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Secrets of a test in every form in which they might show: as bytes, in hex, in decimal, in base64 wherever it begins. */
final class Needles {

    private final Map<String, String> forms = new LinkedHashMap<>();

    /** A private key: its scalar and its encoding. */
    Needles key(String name, PrivateKey key) {
        BigInteger scalar = ((ECPrivateKey) key).getS();
        forms.put(name + " in decimal", scalar.toString());
        byte[] bytes = scalar.toByteArray();
        return secret(name, bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    /** A secret text, such as a token. */
    Needles text(String name, String text) {
        return secret(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Any secret of at least 16 bytes. */
    Needles secret(String name, byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException(name + " is too short to be found by chance never");
        }
        forms.put(name + " as it is", latin(secret));
        forms.put(name + " in hex", HexFormat.of().formatHex(secret));
        forms.put(name + " in large hex", HexFormat.of().formatHex(secret).toUpperCase(Locale.ROOT));
        forms.put(name + " in hex with colons", HexFormat.ofDelimiter(":").formatHex(secret));
        for (int before = 0; before < 3; before++) {
            int whole = (secret.length - before) / 3 * 3;
            byte[] part = Arrays.copyOfRange(secret, before, before + whole);
            forms.put(name + " in base64 after " + before, Base64.getEncoder().encodeToString(part));
            forms.put(
                    name + " in base64url after " + before,
                    Base64.getUrlEncoder().encodeToString(part));
        }
        return this;
    }

    /** The first secret that lies in here. Line breaks, which PEM has, hide nothing. */
    Optional<String> foundIn(byte[] hay) {
        String text = latin(hay);
        String joined = text.replaceAll("[\\r\\n]", "");
        return forms.entrySet().stream()
                .filter(form -> text.contains(form.getValue()) || joined.contains(form.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
