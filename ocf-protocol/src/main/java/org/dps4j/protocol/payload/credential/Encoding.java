package org.dps4j.protocol.payload.credential;

import java.util.Arrays;
import java.util.Optional;

/** How public or private data is written: the member {@code encoding} (OCF Security, Credential Encodings). */
public enum Encoding {
    /** Base64 text of bytes. */
    BASE64("oic.sec.encoding.base64"),
    /** The bytes themselves, as a byte string or as a text. */
    RAW("oic.sec.encoding.raw"),
    /** PEM text. */
    PEM("oic.sec.encoding.pem"),
    /** A number of something kept elsewhere. */
    HANDLE("oic.sec.encoding.handle");

    private final String wireValue;

    Encoding(String wireValue) {
        this.wireValue = wireValue;
    }

    /** The text on the wire. */
    public String wireValue() {
        return wireValue;
    }

    /** The encoding with this text, if there is one. */
    public static Optional<Encoding> ofWireValue(String wireValue) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.wireValue.equals(wireValue))
                .findFirst();
    }
}
