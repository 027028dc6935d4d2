package org.dps4j.device.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.credential.StoredCredentials;
import org.dps4j.device.security.ownership.Doxm;
import org.dps4j.device.security.ownership.Ownership;
import org.dps4j.device.security.ownership.Pstat;
import org.dps4j.device.security.ownership.SecureDomain;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.jspecify.annotations.Nullable;

/** Writes a device's state as CBOR. Each credential and each rule is an answer of its own, as a service would send it. */
final class StateWriter {

    private StateWriter() {}

    static byte[] write(DeviceState state) {
        MapWriter all = new MapWriter()
                .uuid("id", state.id())
                .text("name", state.name())
                .value("platform", platform(state.platform()))
                .value("key", key(state.key()))
                .value("ownership", ownership(state.ownership()))
                .value(
                        "credentials",
                        each(
                                StoredCredentials.write(state.credentials()),
                                credential -> CredentialsAnswer.CODEC.encode(
                                        new CredentialsAnswer(List.of(credential), Optional.empty()))))
                .value(
                        "rules",
                        each(
                                state.accessControlList().entries(),
                                entry -> AclsAnswer.CODEC.encode(new AclsAnswer(List.of(entry), Optional.empty()))))
                .value("cloud", cloud(state.cloud()))
                .value("sections", sections(state.sections()));
        state.lastSyncedTime().ifPresent(time -> all.text("time", time.toString()));
        return all.toBytes();
    }

    private static CborMap platform(Platform platform) {
        return new MapWriter()
                .uuid("id", platform.id())
                .text("manufacturer", platform.manufacturer())
                .text("type", platform.deviceType())
                .toMap();
    }

    private static CborMap key(DeviceKey key) {
        byte @Nullable [] encoded = key.privateKey().getEncoded();
        if (encoded == null) {
            throw new IllegalArgumentException(
                    "the device's own key is in a token and cannot be kept in a file; only the manufacturer's may be there");
        }
        return new MapWriter()
                .value("public", bytes(key.publicKey().getEncoded()))
                .value("private", bytes(encoded))
                .toMap();
    }

    private static CborMap ownership(Ownership ownership) {
        Doxm doxm = ownership.doxm();
        Pstat pstat = ownership.pstat();
        return new MapWriter()
                .uuid("owner", doxm.deviceOwner())
                .uuid("doxmOwner", doxm.resourceOwner())
                .integer("method", doxm.selectedMethod())
                .integer("state", pstat.state().wire())
                .uuid("pstatOwner", pstat.resourceOwner())
                .integer("currentMode", pstat.currentMode())
                .integer("targetMode", pstat.targetMode())
                .uuid("credOwner", ownership.credentialOwner())
                .uuid("aclOwner", ownership.aclOwner())
                .integer("operationalMode", pstat.operationalMode())
                .value("domain", domain(ownership.domain()))
                .toMap();
    }

    private static CborMap domain(SecureDomain domain) {
        return new MapWriter()
                .uuid("id", domain.id())
                .text("name", domain.name())
                .truth("private", domain.visibility() == SecureDomain.Visibility.PRIVATE)
                .toMap();
    }

    private static CborMap cloud(CloudConfiguration cloud) {
        MapWriter map = new MapWriter()
                .value("selected", server(cloud.selected()))
                .value(
                        "servers",
                        new CborArray(cloud.servers().stream()
                                .<CborValue>map(StateWriter::server)
                                .toList()));
        cloud.access()
                .ifPresent(access -> map.text("provider", access.authorizationProvider())
                        .value("token", bytes(access.accessToken().revealBytes())));
        cloud.registration().ifPresent(account -> map.value("account", account(account)));
        return map.toMap();
    }

    private static CborMap account(CloudRegistration account) {
        MapWriter map = new MapWriter()
                .text("user", account.userId())
                .value("access", bytes(account.accessToken().revealBytes()))
                .value("refresh", bytes(account.refreshToken().revealBytes()));
        account.expiry().ifPresent(time -> map.text("expiry", time.toString()));
        return map.toMap();
    }

    private static CborMap server(CloudServer server) {
        return new MapWriter()
                .text("uri", server.uri().toString())
                .uuid("id", server.id())
                .toMap();
    }

    private static CborMap sections(Map<String, Bytes> sections) {
        MapWriter map = new MapWriter();
        new TreeMap<>(sections).forEach((name, content) -> map.value(name, new CborBytes(content)));
        return map.toMap();
    }

    private static <T> CborArray each(List<T> values, Function<T, byte[]> codec) {
        return new CborArray(values.stream()
                .<CborValue>map(value -> bytes(codec.apply(value)))
                .toList());
    }

    private static CborBytes bytes(byte[] content) {
        return new CborBytes(Bytes.copyOf(content));
    }
}
