package org.dps4j.dps;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dps4j.device.DeviceState;
import org.dps4j.protocol.Bytes;

/** Looks in files for what a device was before it was reset: its id, its key, its tokens. */
public final class Traces {

    private static final Pattern PEM = Pattern.compile("-----BEGIN [^-]+-----([^-]+)-----END");

    private final Map<String, String> sought = new LinkedHashMap<>();

    private Traces() {}

    /** Of this device, which is no more. */
    public static Traces of(DeviceState old) {
        Traces traces = new Traces();
        UUID id = old.id();
        traces.sought.put("id", id.toString());
        traces.sought.put("id in capitals", id.toString().toUpperCase(Locale.ROOT));
        traces.sought.put(
                "id as bytes",
                text(ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array()));
        byte[] scalar = ((ECPrivateKey) old.key().privateKey()).getS().toByteArray();
        traces.sought.put("private key", text(old.key().privateKey().getEncoded()));
        traces.sought.put("private key as a number", text(scalar).substring(scalar[0] == 0 ? 1 : 0));
        traces.sought.put("public key", text(old.key().publicKey().getEncoded()));
        old.cloud()
                .registration()
                .ifPresent(account -> traces.sought.put(
                        "refresh token", account.refreshToken().revealText()));
        return traces;
    }

    /** What is left of it, and in which of these files. */
    public List<String> in(Map<String, Bytes> files) {
        return files.entrySet().stream()
                .flatMap(file -> {
                    String content = withPemDecoded(text(file.getValue().toArray()));
                    return sought.entrySet().stream()
                            .filter(what -> content.contains(what.getValue()))
                            .map(what -> what.getKey() + " in " + file.getKey());
                })
                .toList();
    }

    private static String withPemDecoded(String content) {
        return content
                + PEM.matcher(content)
                        .results()
                        .map(block -> text(Base64.getMimeDecoder().decode(block.group(1))))
                        .collect(Collectors.joining());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
