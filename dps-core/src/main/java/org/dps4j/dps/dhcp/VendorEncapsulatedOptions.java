package org.dps4j.dps.dhcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;

/**
 * What a DHCP server says about the provisioning service; at least one of both.
 *
 * @param endpoint where the service is; empty says nothing about it
 * @param fingerprint the hash of a certificate in the service's chain; empty says nothing about it
 */
public record VendorEncapsulatedOptions(Optional<DpsEndpoint> endpoint, Optional<Fingerprint> fingerprint) {

    /** Checks that something is said. */
    public VendorEncapsulatedOptions {
        if (endpoint.isEmpty() && fingerprint.isEmpty()) {
            throw new IllegalArgumentException("an endpoint, a fingerprint or both are told, not nothing");
        }
    }

    /**
     * Reads the value of the option for vendors. Of an option that is there twice the later one counts; those with other
     * codes are passed over. A fingerprint whose hash is not named is taken for the one of its length.
     *
     * @param encapsulated at most {@value HexText#MOST} bytes
     */
    public static VendorEncapsulatedOptions parse(Bytes encapsulated, DhcpOptionCodes codes)
            throws DhcpOptionsException {
        Map<Integer, Bytes> values = new HashMap<>();
        for (EncapsulatedOption option : EncapsulatedOption.all(encapsulated)) {
            values.put(option.code(), option.value());
        }
        Optional<Bytes> address = Optional.ofNullable(values.get(codes.endpoint()));
        Optional<Bytes> digest = Optional.ofNullable(values.get(codes.fingerprint()));
        Optional<Bytes> hash = Optional.ofNullable(values.get(codes.hashName()));
        if (address.isEmpty() && digest.isEmpty()) {
            throw new DhcpOptionsException(
                    "option " + codes.endpoint() + " (endpoint) or " + codes.fingerprint() + " (fingerprint)",
                    "neither");
        }
        return new VendorEncapsulatedOptions(
                address.isPresent() ? Optional.of(endpoint(codes, address.get())) : Optional.empty(),
                digest.isPresent() || hash.isPresent()
                        ? Optional.of(fingerprint(codes, digest.orElse(Bytes.EMPTY), hash))
                        : Optional.empty());
    }

    private static DpsEndpoint endpoint(DhcpOptionCodes codes, Bytes value) throws DhcpOptionsException {
        String address = text(value);
        try {
            return DpsEndpoint.of(address);
        } catch (IllegalArgumentException e) {
            throw new DhcpOptionsException(
                    "the address of a provisioning service in option " + codes.endpoint(), MapReader.quoted(address));
        }
    }

    private static Fingerprint fingerprint(DhcpOptionCodes codes, Bytes digest, Optional<Bytes> hashName)
            throws DhcpOptionsException {
        HashAlgorithm hash = hashName.isPresent()
                ? named(codes, text(hashName.get()))
                : Arrays.stream(HashAlgorithm.values())
                        .filter(its -> its.size() == digest.size())
                        .findFirst()
                        .orElse(HashAlgorithm.SHA256);
        if (digest.size() != hash.size()) {
            throw new DhcpOptionsException(
                    hash.size() + " bytes of " + hash + " in option " + codes.fingerprint(), digest.size() + " bytes");
        }
        return new Fingerprint(hash, digest);
    }

    private static HashAlgorithm named(DhcpOptionCodes codes, String name) throws DhcpOptionsException {
        return Arrays.stream(HashAlgorithm.values())
                .filter(its -> its.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DhcpOptionsException(
                        Arrays.stream(HashAlgorithm.values()).map(Enum::name).collect(Collectors.joining(" or "))
                                + " in option " + codes.hashName(),
                        MapReader.quoted(name)));
    }

    /** Without the zeros at the end that some servers add (RFC 2132 2). */
    private static String text(Bytes value) {
        return new String(value.toArray(), StandardCharsets.US_ASCII).replaceFirst("\0+$", "");
    }
}
