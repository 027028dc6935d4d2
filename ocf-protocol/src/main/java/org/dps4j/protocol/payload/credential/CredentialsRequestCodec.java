package org.dps4j.protocol.payload.credential;

import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.cloud.CloudServerMembers;

/** The members {@code di}, {@code csr} and {@code selectedGateway}; further ones are ignored. */
final class CredentialsRequestCodec implements PayloadCodec<CredentialsRequest> {

    private static final String DEVICE_ID = "di";
    private static final String CSR = "csr";
    private static final String DATA = "data";
    private static final String ENCODING = "encoding";

    @Override
    public byte[] encode(CredentialsRequest value) {
        MapWriter members = new MapWriter();
        value.deviceId().ifPresent(id -> members.uuid(DEVICE_ID, id));
        members.value(
                CSR,
                new MapWriter()
                        .text(DATA, value.csrPem())
                        .text(ENCODING, Encoding.PEM.wireValue())
                        .toMap());
        value.selectedGateway().ifPresent(selected -> CloudServerMembers.writeSelected(members, selected));
        return members.toBytes();
    }

    @Override
    public CredentialsRequest decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        Optional<UUID> id = members.has(DEVICE_ID) ? Optional.of(members.uuid(DEVICE_ID)) : Optional.empty();
        MapReader csr = members.map(CSR);
        csr.choice(
                ENCODING,
                Encoding.PEM.wireValue(),
                text -> Encoding.ofWireValue(text).filter(encoding -> encoding == Encoding.PEM));
        return new CredentialsRequest(id, csr.word(DATA), CloudServerMembers.readSelected(members));
    }
}
